"""What staff does to people, applications and roles, and with files, each by the form that the console has for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from idp.people.person import Person
from tests.bench.console.act import Act, Prepare, check, fill_in, following, form, send
from tests.bench.console.files import write_people, write_tokens
from tests.bench.console.question import Question
from tests.bench.console.visitors import Visitor

WHO: Final = "administrator"
REGISTER: Final = "/admin/clients/new/web"
PEOPLE: Final = "/admin/people/import"
TOKENS: Final = "/admin/tokens/import"
GIVE: Final = "/admin/roles/give"
ROWS: Final = 5000
"""Lines of a file that is looked at."""
TAKEN_IN: Final = 2000
"""Lines of a file that is taken in."""


def list_staff_acts(town: Sequence[Person]) -> Iterator[Act]:
    """Yield them. `town` are people of one realm, as many as a file has lines."""
    yield from list_client_acts()
    yield from list_people_acts(town)
    yield from list_token_acts(town)
    yield from list_file_acts(town)


def list_client_acts() -> Iterator[Act]:
    """Yield what is done to applications. One that changes or ends is registered for it."""
    test = "/admin/clients/c-150/test"
    yield form("application: registered", REGISTER, describe_client, WHO)
    yield Act("application: a test sign-in", test, WHO, lambda *_: Question("", test, who=WHO))
    for act in ("edit/addresses", "secrets/new", "pause", "remove"):
        yield Act(f"application: {act}", f"/admin/clients/{{}}/{act}", WHO, changing(act))


def changing(act: str) -> Prepare:
    """Return what does something to an application that was registered for it."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        made = send(visitor, REGISTER, describe_client(turn)).text
        (client_id,) = set(re.findall(r"/admin/clients/([\w-]{16,})", made))
        typed = {"redirect_uris": at(turn + 1)} if act == "edit/addresses" else {}
        return fill_in(visitor, f"/admin/clients/{client_id}/{act}", typed, WHO)

    return prepare


def describe_client(turn: int) -> Mapping[str, str]:
    """Return what is typed of a new application."""
    return {
        "name": f"Ny tjänst {turn}",
        "service": "tjanst-150",
        "redirect_uris": at(turn),
        "purpose": "Ärenden som människor har hos oss.",
        "legal_basis": "Myndighetsutövning och avtal.",
        "data_owner": "Kommunstyrelsen",
        "contact": "it@havsvik.example",
        "step": "register",
    }


def at(turn: int) -> str:
    """Return where an application of the bench begins."""
    return f"https://bench.havsvik.example/callback-{turn}"


def list_people_acts(town: Sequence[Person]) -> Iterator[Act]:
    """Yield what the helpdesk does to people, and who gets a role."""
    for act in ("unlock", "end"):
        yield Act(f"person: {act}", f"/admin/people/{{}}/{act}", "helpdesk", helping(town, act))
    give = form("role: given", GIVE, lambda turn: name_holder(town[turn]), WHO)
    yield give

    def take_back(visitor: Visitor, turn: int) -> Question:
        send(visitor, GIVE, name_holder(town[100 + turn]))
        return fill_in(visitor, f"/admin/roles/{town[100 + turn].person_id}/auditor/take-back", {}, WHO)

    yield Act("role: taken back", "/admin/roles/{}/auditor/take-back", WHO, take_back)
    yield Act("reset: asked for", "/admin/people/{}/reset", "helpdesk", asking_reset(town))
    for step in ("approve", "cancel"):
        yield Act(f"reset: {step}", "/admin/resets/{}", "helpdesk", answering_reset(step))
    yield form("keys: rotated", "/admin/keys/rotate", lambda _: {"at_once": "yes"}, WHO)


def helping(town: Sequence[Person], act: str) -> Prepare:
    """Return what does something to a person, another each time."""
    return lambda visitor, turn: fill_in(
        visitor, f"/admin/people/{town[turn].person_id}/{act}", {}, "helpdesk"
    )


def name_holder(person: Person) -> Mapping[str, str]:
    """Return what is typed to make somebody an auditor."""
    return {"realm": person.realm, "username": person.username, "role": "auditor"}


def asking_reset(town: Sequence[Person]) -> Prepare:
    """Return what asks for a reset of all that somebody has; who has nothing, or waits for one, is passed over."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        for one in town[turn % len(town) :]:
            page = f"/admin/people/{one.person_id}/reset"
            shown = check(visitor.ask(Question("", page)), page).text
            if items := re.findall(r'name="item" value="([^"]+)"', shown):
                typed = {"item": items, "reason": "lost_phone", "checked": "id_card"}
                return fill_in(visitor, page, typed, "helpdesk")
        raise LookupError("nobody has anything to reset")

    return prepare


def answering_reset(step: str) -> Prepare:
    """Return what approves or cancels the oldest request that waits."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        listed = check(visitor.ask(Question("", "/admin/resets")), "/admin/resets").text
        for page in dict.fromkeys(re.findall(r"/admin/resets/[\w-]+", listed)):
            with suppress(LookupError):
                return fill_in(visitor, page, {"action": step}, "helpdesk")
        raise LookupError("no request waits")

    return prepare


def list_token_acts(town: Sequence[Person]) -> Iterator[Act]:
    """Yield a token that is handed out, and one that comes back."""

    def hand_out(visitor: Visitor, turn: int) -> Question:
        listed = check(visitor.ask(Question("", "/admin/tokens?state=in_stock")), "/admin/tokens").text
        (serial, *_) = re.findall(r"\bHT\d{8}\b", listed)
        page = f"/admin/people/{town[turn].person_id}/token"
        return fill_in(visitor, page, {"serial": serial}, "helpdesk")

    def take_back(visitor: Visitor, turn: int) -> Question:
        listed = check(visitor.ask(Question("", "/admin/tokens?state=handed_out")), "/admin/tokens").text
        (page, *_) = re.findall(r"/admin/tokens/t-\d+\b", listed)
        return fill_in(visitor, f"{page}/take-back", {"action": "returned"}, "helpdesk")

    yield Act("token: handed out", "/admin/people/{}/token", "helpdesk", hand_out)
    yield Act("token: taken back", "/admin/tokens/{}/take-back", "helpdesk", take_back)


def list_file_acts(town: Sequence[Person]) -> Iterator[Act]:
    """Yield files of people and of tokens: sent, looked at, taken in."""
    several = form(
        "people: a file is sent", PEOPLE, lambda turn: {"file": write_people(town[:ROWS], turn)}, WHO
    )
    yield several
    yield following(several, "people: what a file would do")

    def take_in(visitor: Visitor, turn: int) -> Question:
        sent = send(visitor, PEOPLE, {"file": write_people(town[:TAKEN_IN], turn)})
        return fill_in(visitor, sent.location, {"action": "take_in"}, WHO)

    yield Act("people: a file is taken in", f"{PEOPLE}/{{}}", WHO, take_in)
    yield form("tokens: what a file holds", TOKENS, lambda turn: {"file": write_tokens(ROWS, turn)}, WHO)
