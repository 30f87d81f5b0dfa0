"""One request, made of chance and of what was seen before."""

import json
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any, Final
from urllib.parse import quote_from_bytes

from werkzeug.routing import Rule

from tests.fuzz.pool import HOSTILE, Form, Pool
from tests.support.browser_without_screen import ISSUER

ADDRESSES: Final = ("192.0.2.10", "203.0.113.200", "203.0.113.5", "198.51.100.7", "2001:db8::1")
FORM: Final = "application/x-www-form-urlencoded"
KINDS: Final = (
    FORM,
    FORM,
    FORM,
    FORM,
    "application/json",
    "multipart/form-data; boundary=x",
    "text/plain",
    "",
    "application/jwt",
)
LARGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Probe:
    """A request as the server hands it over."""

    method: str
    path: bytes
    query: bytes
    kind: str
    body: bytes
    headers: tuple[tuple[str, bytes], ...]
    address: str

    def build_environ(self) -> dict[str, Any]:
        """Return the request as a WSGI environment (PEP 3333)."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": ISSUER.rpartition(":")[2],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": ISSUER.partition("://")[2],
            "REMOTE_ADDR": self.address,
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": None,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if self.kind:
            environ["CONTENT_TYPE"] = self.kind
        return environ | {f"HTTP_{name}": value.decode("latin-1") for name, value in self.headers}


def draw(rules: list[Rule], pool: Pool, cookies: bytes, random: Random) -> Probe:
    """Return a request to some address of the provider. `cookies` are those of a browser that may be signed in."""
    if pool.forms and random.random() < 0.3:
        return draw_form(random.choice(pool.forms), pool, cookies, random)
    rule = random.choice(rules)
    method = (
        random.choice(sorted((rule.methods or {"GET"}) - {"HEAD"}))
        if random.random() < 0.97
        else random.choice(["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"])
    )
    has_body = method not in {"GET", "HEAD"}
    kind = random.choice(KINDS) if has_body else ""
    return Probe(
        method=method,
        path=fill(rule, pool, random),
        query=draw_pairs(pool, random) if not has_body or random.random() < 0.1 else b"",
        kind=kind,
        body=draw_body(kind, pool, random)[:LARGEST] if has_body else b"",
        headers=draw_headers(pool, cookies, random),
        address=random.choice(ADDRESSES),
    )


def draw_form(form: Form, pool: Pool, cookies: bytes, random: Random) -> Probe:
    """Return a page's form as its own browser sends it, filled in well or badly."""
    pairs = ((name, pool.pick_value(name, random)) for name in form.names)
    written = "&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs
    )
    return Probe(
        method="POST",
        path=form.path.encode(),
        query=b"",
        kind=FORM,
        body=written.encode()[:LARGEST],
        headers=(("COOKIE", cookies),),
        address=random.choice(ADDRESSES[:2]),
    )


def fill(rule: Rule, pool: Pool, random: Random) -> bytes:
    """Return a path: one that was linked to, or the rule's with its gaps filled."""
    if pool.links and random.random() < 0.3:
        return random.choice(pool.links).encode()
    path = rule.rule.encode()
    for name in sorted(rule.arguments):
        gaps = (f"<{name}>", f"<path:{name}>", f"<int:{name}>")
        value = pool.pick_value(name, random).replace(b"/", b"")[:200] or b"x"
        for gap in gaps:
            path = path.replace(gap.encode(), value)
    return path


def draw_pairs(pool: Pool, random: Random) -> bytes:
    """Return parameters in form encoding, now and then broken."""
    names = [pool.pick_name(random) for _ in range(random.randrange(9))]
    if random.random() < 0.5:
        names += [
            "client_id",
            "redirect_uri",
            "response_type",
            "scope",
            "code_challenge",
            "code_challenge_method",
            "state",
        ]
    if random.random() < 0.8:
        names.append("csrf")
    if random.random() < 0.1:
        names *= 2
    pairs = (
        quote_from_bytes(name.encode()) + "=" + quote_from_bytes(pool.pick_value(name, random))
        for name in names
    )
    written = "&".join(pairs).encode()
    return written if random.random() < 0.97 else random.choice(HOSTILE) + written


def draw_body(kind: str, pool: Pool, random: Random) -> bytes:
    """Return a body that may or may not be what its type says."""
    if kind == FORM:
        return draw_pairs(pool, random)
    if kind == "application/json" and random.random() < 0.8:
        names = (pool.pick_name(random) for _ in range(random.randrange(12)))
        return json.dumps({name: draw_json(name, pool, random) for name in names}).encode()
    if kind.startswith("multipart"):
        return (
            b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n'
            + random.choice(HOSTILE)
            + b"\r\n--x--\r\n"
        )
    return random.choice(HOSTILE)


def draw_json(name: str, pool: Pool, random: Random) -> Any:
    """Return a value as JSON has them."""
    text = pool.pick_value(name, random).decode("utf-8", "replace")[:2000]
    return random.choice([text, text, [text], [text, 1], {"a": text}, None, True, 7, -1.5, [], {}])


def draw_headers(pool: Pool, cookies: bytes, random: Random) -> tuple[tuple[str, bytes], ...]:
    """Return headers: mostly a browser's own cookies, sometimes a stranger's or nonsense."""
    headers = [("COOKIE", cookies if random.random() < 0.9 else random.choice(HOSTILE))]
    if random.random() < 0.3:
        scheme = random.choice([b"Bearer ", b"Basic ", b"bearer", b"DPoP ", b""])
        name = random.choice(["access_token", "refresh_token", "basic", "registration_access_token"])
        headers.append(("AUTHORIZATION", scheme + pool.pick_value(name, random)[:8000]))
    if random.random() < 0.1:
        name = random.choice(
            [
                "ACCEPT_LANGUAGE",
                "X_FORWARDED_FOR",
                "ORIGIN",
                "SEC_FETCH_SITE",
                "USER_AGENT",
                "CONTENT_ENCODING",
                "REFERER",
            ]
        )
        headers.append((name, random.choice(HOSTILE).replace(b"\r", b"").replace(b"\n", b"")[:4000]))
    return tuple(headers)
