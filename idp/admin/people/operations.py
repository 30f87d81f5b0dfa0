"""People by the REST API: found, read, explained, helped."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, NoReturn, TypeVar

from idp.admin.api.operation import Call, Listing, Operation
from idp.admin.api.problems import Fault, Faults, NotFound, Problem
from idp.admin.people.answers import (
    Count,
    PeopleFound,
    PeopleListed,
    PeopleSearched,
    PersonLine,
    PersonSheet,
    WhyAnswer,
    WhyAsked,
)
from idp.admin.people.desk import PeopleDesk
from idp.admin.people.envelope import BadEnvelope
from idp.admin.people.finder import Asked, Finder
from idp.admin.people.helped import Done, NotDone, UnknownPerson
from idp.admin.people.telling import tell_found, tell_sheet, tell_why
from idp.admin.people.why import Case, Explaining, UnknownPlace
from idp.admin.permissions import Permission

Answer = TypeVar("Answer")

SENTENCES = {
    NotDone.OWN: "nobody does this for themselves; have a colleague do it",
    NotDone.SAME_PERSON: "whoever asked does not approve; have another do it",
    NotDone.NOT_A_PERSON: "only a member of staff approves, never a program",
    NotDone.NOTHING: "there is nothing to do it to; it is gone, or was done already",
    NotDone.OPEN_ALREADY: "a request about this person waits for approval already",
    NotDone.OVER: "the request is done, cancelled or too old; ask anew",
}


def worded(act: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """Return the act with what a desk raises worded for programs."""

    @wraps(act)
    def tried(call: Call) -> Answer:
        try:
            return act(call)
        except UnknownPerson:
            raise NotFound("no directory knows anybody of this id") from None
        except BadEnvelope as bad:
            raise Problem(400, "bad_after", str(bad)) from None
        except UnknownPlace as unknown:
            raise Faults((Fault(unknown.field, str(unknown)),)) from None

    return tried


def count_done(done: Done | NotDone) -> Count:
    """Return of how many things it was done. Raises Problem 409 when of none."""
    if isinstance(done, NotDone):
        refuse_undone(done)
    return Count(count=done.count)


def refuse_undone(why: NotDone) -> NoReturn:
    """Raise the problem of an act that did nothing."""
    raise Problem(409, why.value, SENTENCES[why])


def build_people_operations(
    finder: Finder, desk: PeopleDesk, explaining: Explaining, languages: Collection[str]
) -> tuple[Operation, ...]:
    """Return the operations."""
    read, help_ = (Permission.PEOPLE_READ,), (Permission.PEOPLE_HELP,)

    def list_people(call: Call) -> Listing:
        wanted: PeopleListed = call.query
        asked = Asked("", wanted.realm, wanted.group, wanted.after, wanted.limit)
        found = tell_found(finder.find(call.actor, asked, call.now))
        return Listing(tuple(found.items), found.after)

    def search(call: Call) -> PeopleFound:
        wanted: PeopleSearched = call.body
        asked = Asked(wanted.words, wanted.realm, wanted.group, wanted.after, wanted.limit)
        return tell_found(finder.find(call.actor, asked, call.now))

    def show(call: Call) -> PersonSheet:
        return tell_sheet(desk.open(call.actor, call.path["person_id"], call.now), call.actor)

    def explain(call: Call) -> WhyAnswer:
        asked: WhyAsked = call.body
        if asked.language not in languages:
            raise Faults((Fault("language", f"write one of {', '.join(languages)}"),))
        at = asked.at or call.now
        if at.tzinfo is None:
            raise Faults((Fault("at", "write the moment with its offset, such as 2026-11-24T05:50+01:00"),))
        case = Case(asked.service, asked.zone, tuple(asked.methods), at)
        person_id = call.path["person_id"]
        return tell_why(explaining.explain(call.actor, person_id, case, asked.language, call.now))

    def unlock(call: Call) -> Count:
        return count_done(desk.unlock(call.actor, call.path["person_id"], call.now))

    def end_one(call: Call) -> None:
        named = call.path["person_id"], call.path["sid"]
        if isinstance(desk.end_one(call.actor, *named, call.now), NotDone):
            raise NotFound("the person has no open sign-in of this id")

    def end_all(call: Call) -> Count:
        done = desk.end_all(call.actor, call.path["person_id"], call.now)
        return Count(count=done.count if isinstance(done, Done) else 0)

    def declare(name: str, method: Any, path: str, summary: str, act: Any, **more: Any) -> Operation:
        return Operation(
            name=name,
            method=method,
            path=path,
            summary=summary,
            act=worded(act),
            tag="people",
            **({"permissions": read} | more),
        )

    one = "/people/{person_id}"
    return (
        declare(
            "listPeople", "GET", "/people", "People of the local directory, by realm and username.",
            list_people, query=PeopleListed, answer=PersonLine, is_list=True,
        ),
        declare(
            "searchPeople", "POST", "/people/search", "People by the beginnings of words.",
            search, body=PeopleSearched, answer=PeopleFound,
        ),
        declare(
            "readPerson", "GET", one, "One person; each reading is recorded.", show, answer=PersonSheet
        ),
        declare(
            "explainPerson", "POST", f"{one}/why", "Why somebody is let in, or not, and what they were told.",
            explain, body=WhyAsked, answer=WhyAnswer,
        ),
        declare(
            "unlockPerson", "POST", f"{one}/unlock", "Forget wrong guesses and open a locked account.",
            unlock, answer=Count, permissions=help_,
        ),
        declare(
            "endSignIn", "DELETE", f"{one}/sign-ins/{{sid}}", "End one open sign-in.",
            end_one, permissions=help_,
        ),
        declare(
            "endSignIns", "POST", f"{one}/sign-ins/end", "End every sign-in and what outlives them.",
            end_all, answer=Count, permissions=help_,
        ),
    )  # fmt: skip
