"""Puts what came of a step into the REST API's terms: an answer, or the problem that says what to change."""

from dataclasses import asdict
from typing import Any, Final, NoReturn

from idp.admin.api.operation import Call, Told
from idp.admin.api.problems import Conflict, Fault, Faults, NotFound, Problem
from idp.admin.people.decision_words import write_part
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.simulating import Answer
from idp.admin.policy.wire import SimulatedAnswer, SimulatedReason, tell_draft
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.lockout import LockedOut

WORDS: Final = {
    Refused.STALE: "another version is in force than the one it changes; read it, and change the draft with its number",
    Refused.NOT_OPEN: "it is submitted, published or discarded",
    Refused.NOT_WAITING: "it does not wait for anybody; submit it first",
    Refused.OWN: "whoever wrote in a draft does not approve it",
    Refused.NO_PERSON: "a program neither hands over nor approves; people do",
    Refused.NEEDS_APPROVAL: "the change takes a second person: submit the draft and have it approved",
    Refused.UNCHANGED: "it is word for word what is in force",
}


def refuse(outcome: Refused | Faulty | LockedOut) -> NoReturn:
    """Raise the problem that a step which was not taken is answered with."""
    match outcome:
        case Faulty(faults):
            raise Faults(tuple(Fault("text", f"line {one.line}: {one.text}") for one in faults))
        case LockedOut(decision=None):
            raise Problem(409, "locks_everybody_out", tell_lockout(outcome))
        case LockedOut():
            raise Problem(409, "locks_you_out", tell_lockout(outcome))
        case Refused.GONE:
            raise NotFound
        case Refused.MEANWHILE:
            raise Conflict
        case Refused.NO_REASON:
            raise Faults((Fault("reason", "say why"),))
        case Refused.TOO_LONG:
            raise Faults((Fault("text", "it is too long"),))
        case _:
            raise Problem(409, outcome.value, WORDS[outcome])


def tell_lockout(found: LockedOut) -> str:
    """Return the counter-example: you, or everybody who administers and what one of them is answered at best."""
    if found.decision is not None:
        return f"signed in with {', '.join(found.methods)} in {found.zone}, you could not open the console"
    groups = f"no member of {' or '.join(found.groups)}" if found.groups else "no administrator"
    people = f", and none of the {found.people_count} who administer," if found.people_count else ""
    if found.nearest is None:
        return f"{groups}{people} could open the console"
    why = ", ".join(map(write_part, found.nearest.decision.reasons))
    return (
        f"{groups}{people} could open the console: {why}, in {found.nearest.zone} with {found.nearest.level}"
    )


def tell_step(done: Draft | Refused | Faulty) -> Told:
    """Return the draft after a step, with its entity tag. Raises what `refuse` raises."""
    if not isinstance(done, Draft):
        refuse(done)
    return Told(tell_draft(done), etag=tag_of(done.revision))


def tag_of(revision: int) -> str:
    """Return a revision as an entity tag."""
    return f'"{revision}"'


def read_revision(call: Call) -> int:
    """Return the revision that the caller last saw. Raises Conflict for a tag that is none."""
    written = (call.if_match or "").strip().strip('"')
    if not written.isdecimal() or len(written) > len("1000000"):
        raise Conflict
    return int(written)


def tell_answer(one: Answer) -> SimulatedAnswer:
    """Return what is told of a simulated answer."""
    return SimulatedAnswer(
        service=one.question.service,
        zone=one.question.zone,
        at=one.question.now,
        outcome=one.decision.outcome.value,
        level=one.decision.acr.level if one.decision.acr else None,
        options=one.decision.options,
        reasons=tuple(map(tell_part, one.decision.reasons)),
        would_do=tuple(map(tell_part, one.changes)),
    )


def tell_part(part: Any) -> SimulatedReason:
    """Return a reason or a change with what it holds, as text."""
    values = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in asdict(part).items()
        if isinstance(value, str | int | tuple) or hasattr(value, "isoformat")
    }
    return SimulatedReason(name=type(part).__name__, values=values)
