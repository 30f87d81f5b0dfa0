"""What staff does to people, applications and roles, and with files, each by the form that the console has for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from idp.people.person import Person
from tests.bench.console.act import Act, Prepare, fill_in, following, form, send
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


def helping(town: Sequence[Person], act: str) -> Prepare:
    """Return what does something to a person, another each time."""
    return lambda visitor, turn: fill_in(
        visitor, f"/admin/people/{town[turn].person_id}/{act}", {}, "helpdesk"
    )


def name_holder(person: Person) -> Mapping[str, str]:
    """Return what is typed to make somebody an auditor."""
    return {"realm": person.realm, "username": person.username, "role": "auditor"}


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
