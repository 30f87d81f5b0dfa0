"""What an administrator does to the policy: writes drafts by forms, has them judged, puts them in force, simulates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from tests.bench.console.act import Act, fill_in, following, form, send
from tests.bench.console.question import Question
from tests.bench.console.visitors import Visitor

WHO: Final = "administrator"
NEW: Final = "/admin/policy/drafts/new"
DRAFT: Final = "/admin/policy/drafts/{}"
SIMULATE: Final = "/admin/policy/simulate"
SOMEBODY: Final = {"realm": "adm", "groups": "alla-anstallda", "method": "app", "zone": "remote"}
STEPS: Final = ("app", "sms")
"""What a service takes from outside, in turn, so that each time something changes."""

OFFERED: Final = ("mail", "sms", "recovery", "token", "app", "key", "passkey")
"""What the networks outside offer."""

Typed = Callable[[int], Mapping[str, Any]]


def list_policy_acts() -> Iterator[Act]:
    """Yield them. Each begins a draft of its own each time, so that it finds the policy in force."""
    for name, page, typed in list_forms():
        act = guided(name, page, typed)
        yield act
        if typed(0) != typed(1):
            yield following(act, f"guided: the draft after {name}")
    yield form("draft: begun", NEW, lambda turn: {"reason": f"utkast {turn}", "action": "guided"}, WHO)
    yield Act("draft: its text is written", f"{DRAFT}/edit", WHO, write_text)
    yield Act("draft: rehearsal asked for", DRAFT, WHO, rehearse)
    yield Act("draft: published", f"{DRAFT}/publish", WHO, publish)
    yield form("simulator: every service", SIMULATE, lambda _: SOMEBODY, WHO)
    yield form("simulator: one service", SIMULATE, lambda _: {**SOMEBODY, "service": "tjanst-150"}, WHO)


def guided(name: str, page: str, typed: Typed) -> Act:
    """Return the act of writing into a new draft by a form."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        return fill_in(visitor, f"{begin_draft(visitor, f'{name} {turn}')}/{page}", typed(turn), WHO)

    return Act(f"guided: {name}", f"{DRAFT}/{page}", WHO, prepare)


def list_forms() -> Iterator[tuple[str, str, Typed]]:
    """Yield the guided forms: what each does, where it is, and what is typed."""
    yield "a service is removed", "services/tjanst-150/remove", lambda _: {}
    yield "a network is removed", "zones/vpn/remove", lambda _: {}
    yield (
        "a rule is written",
        "services/tjanst-150",
        lambda turn: {"outside": STEPS[turn % 2], "groups": f"grupp-{turn}"},
    )
    yield (
        "a rule of a new kind",
        "services/tjanst-150",
        lambda turn: {"zone-gast": ("key", "passkey")[turn % 2], "groups": f"grupp-{turn}"},
    )
    yield (
        "what a service is called is written",
        "services/vab/facts",
        lambda turn: {"name-sv": f"Vård {turn}"},
    )
    yield "closed days are written", "services/vab/days", lambda turn: {
        "coming": "closed", "which": "dates", "days": f"{date(2027, 1, 1) + timedelta(days=turn)}",
    }  # fmt: skip
    yield (
        "a network",
        "zones/admin",
        lambda turn: {"networks": f"192.0.2.0/26\n198.51.100.{turn * 8 % 256}/29"},
    )
    yield "a network offers less", "zones/remote", lambda turn: {"offers": leave_out(OFFERED, turn)}
    yield (
        "a network offers less than a weaker one, which is refused",
        "zones/admin",
        lambda turn: {"offers": leave_out(OFFERED, turn)},
    )
    yield "a level is written", "levels/app", lambda turn: {"meaning-sv": f"En app visar en kod {turn}."}
    yield (
        "a level is added",
        "new-level",
        lambda turn: {
            "name-sv": f"Nivå {turn}",
            "name-en": f"Level {turn}",
            "name-fi": f"Taso {turn}",
            "key": f"niva-{turn}",
            "meaning-sv": "Två koder.",
            "meaning-en": "Two codes.",
            "meaning-fi": "Kaksi koodia.",
            "methods": ["password", "totp", "sms"],
            "below": "key",
        },
    )
    yield (
        "what a network is called is written",
        "zones/gast/facts",
        lambda turn: {"name-sv": f"Gästnät {turn}"},
    )
    yield (
        "networks change places",
        "zones/gast/facts",
        lambda turn: {"below": "vpn", "name-sv": f"Gäster {turn}"},
    )
    yield "who has no service gets one", "default-service", lambda turn: {"heir": f"tjanst-{turn % 300:03}"}
    yield (
        "holidays are written",
        "services/vab/days",
        lambda turn: {
            "coming": "exceptions",
            "which": "holidays",
            "holidays": "public",
            "times": f"09.00-{10 + turn % 10}.00",
        },
    )
    yield "a service is added", "new-service", lambda turn: {
        "name-sv": f"Ny {turn}", "name-en": f"New {turn}", "name-fi": f"Uusi {turn}", "key": f"ny-{turn}",
        "who": "named", "groups": "alla-anstallda", "inside": "password", "outside": "app",
        "start": f"https://ny-{turn}.havsvik.example/",
    }  # fmt: skip
    yield "a network is added", "new-zone", lambda turn: {
        "name-sv": f"Nät {turn}", "name-en": f"Network {turn}", "name-fi": f"Verkko {turn}", "key": f"nat-{turn}",
        "place": "outside", "networks": f"203.0.113.{turn * 8 % 256}/29", "below": "vpn",
    }  # fmt: skip


def begin_draft(visitor: Visitor, reason: str) -> str:
    """Return the address of a new draft of the version in force."""
    return send(visitor, NEW, {"reason": reason, "action": "text"}).location.removesuffix("/edit")


def leave_out(names: Sequence[str], turn: int) -> list[str]:
    """Return the names but for one, in turn."""
    return [name for place, name in enumerate(names) if place != turn % len(names)]


def rehearse(visitor: Visitor, turn: int) -> Question:
    """Return what asks for a rehearsal of a new draft."""
    here = begin_draft(visitor, f"repetition {turn}")
    return fill_in(visitor, here, {"action": "rehearse", "days": "14"}, WHO)


def write_text(visitor: Visitor, turn: int) -> Question:
    """Return the whole text of a new draft with one line more."""
    here = begin_draft(visitor, f"texten {turn}")
    asked = fill_in(visitor, f"{here}/edit", {"action": "check"}, WHO)
    written = dict(asked.body or {})
    written["text"] = f"{written['text'][0]}\n# {turn}\n"
    return Question("", asked.path, "POST", WHO, written)


def publish(visitor: Visitor, turn: int) -> Question:
    """Return what puts a new draft in force in which a service has another name."""
    here = begin_draft(visitor, f"i kraft {turn}")
    send(visitor, f"{here}/services/vab/facts", {"name-sv": f"Vård av barn {turn}"})
    return fill_in(visitor, f"{here}/publish", {}, WHO)
