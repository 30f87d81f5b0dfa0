"""Names and values to try: those the provider itself has shown, and those that only an enemy would send."""

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

MOST_VALUES: Final = 40
"""Of one name; older ones are forgotten."""

HOSTILE: Final = (
    b"", b" ", b"0", b"-1", b"1e400", b"9" * 400, b"null", b"NaN", b"[]", b"{}", b"true", b"\x00", b"a\x00b", b"\xff\xfe",
    b"\xed\xa0\x80", b"\xe2\x80\xae", b"%", b"%zz", b"%00", b"\r\nSet-Cookie: a=b", b"\n", b'"\\', b"'", b"<script>", b"{{7*7}}",
    b"../../dev/null", b"/etc/passwd", b"' OR 1=1 --", b"\xc3\xa5" * 3000, b"\xf0\x9f\x98\x80", b"9" * 9000, b"{" * 5000, b"[" * 5000, b'{"a":' * 3000 + b"1" + b"}" * 3000,
    b"javascript:alert(1)", b"http://169.254.169.254/", b"https://a@b:c@d/", b"//evil.test", b"https://[::1]:0/", b"a" * 70000,
    b'{"id_token":{"acr":{"values":[1]}}}', b'{"userinfo":{"\\ud800":null}}', b"eyJhbGciOiJub25lIn0.e30.", b"a.b.c", b"..",
    b"2026-13-45", b"00:00", b"999999999999999999999", b"1;2;3", b"sv_SE.UTF-8", b"\xd9\xa1\xd9\xa2", b"*",
)  # fmt: skip

FIELD: Final = re.compile(r'name="([^"]{1,40})"(?:[^>]*?value="([^"]{0,400})")?')
FORM: Final = re.compile(r"<form([^>]*)>(.*?)</form>", re.DOTALL)
ACTION: Final = re.compile(r'action="([^"]*)"')
LINK: Final = re.compile(r'(?:href|action|src)="([^"]{1,600})"')


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a page held: where it is sent, and the names of its fields and buttons."""

    path: str
    names: tuple[str, ...]


@dataclass
class Pool:
    """What has been seen, by the name it was seen under."""

    seen: dict[str, deque[bytes]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=MOST_VALUES))
    )
    links: deque[str] = field(default_factory=lambda: deque(maxlen=400))
    forms: deque[Form] = field(default_factory=lambda: deque(maxlen=60))

    def add(self, name: str, value: str | bytes) -> None:
        """Remember a value."""
        raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
        if len(name) <= 60 and raw not in self.seen[name]:
            self.seen[name].append(raw)

    def learn(self, path: str, location: str | None, kind: str, body: bytes) -> None:
        """Remember what an answer shows: the parameters it redirects with, its forms, fields and links, its members."""
        if location:
            self.learn_link(location)
        text = body.decode("utf-8", "replace")
        if "html" in kind:
            for name, value in FIELD.findall(text):
                self.add(unescape(name), unescape(value))
            for head, inside in FORM.findall(text):
                action = ACTION.search(head)
                to = urlsplit(urljoin(path, unescape(action[1]))).path if action else path
                names = tuple(dict.fromkeys(unescape(name) for name, _ in FIELD.findall(inside)))
                self.forms.append(Form(to, names))
            for link in LINK.findall(text):
                self.learn_link(unescape(link))
        elif "json" in kind:
            for name, value in list_members(text):
                self.add(name, value)

    def learn_link(self, link: str) -> None:
        """Remember an address and its parameters."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return
        for name, value in parse_qsl(f"{parts.query}&{parts.fragment}"):
            self.add(name, value)
        if parts.path.startswith("/") and len(link) < 2000:
            self.links.append(parts.path)

    def pick_name(self, random: Random) -> str:
        """Return a name that was seen, or now and then one that was not."""
        return (
            random.choice(sorted(self.seen))
            if random.random() < 0.95
            else random.choice(["a[]", "__proto__", "é", ""])
        )

    def pick_value(self, name: str, random: Random) -> bytes:
        """Return a value: mostly one that belongs to the name, else somebody else's, a damaged one or a hostile one."""
        luck = random.random()
        if luck < 0.6 and self.seen[name]:
            return random.choice(self.seen[name])
        if luck < 0.7:
            return random.choice(self.seen[random.choice(sorted(self.seen))] or HOSTILE)
        if luck < 0.8 and self.seen[name]:
            return damage(random.choice(self.seen[name]), random)
        return random.choice(HOSTILE)


def damage(value: bytes, random: Random) -> bytes:
    """Return the value with one byte changed, taken away, or doubled."""
    if not value:
        return b"x"
    at = random.randrange(len(value))
    middle = random.choice((bytes([random.randrange(256)]), b"", value[at : at + 1] * 2))
    return value[:at] + middle + value[at + 1 :]


def list_members(text: str) -> list[tuple[str, str]]:
    """Return the members of a JSON object that are strings; none when it is something else."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return (
        [(name, value) for name, value in found.items() if isinstance(value, str)]
        if isinstance(found, dict)
        else []
    )
