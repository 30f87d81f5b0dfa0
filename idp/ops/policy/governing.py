"""What the commands that change the policy work with: the desks, over the database, as the operator on the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

from idp.admin.actor import Actor
from idp.admin.policy.answers import tell_lockout
from idp.admin.policy.approving import Approving
from idp.admin.policy.drafting import Drafting
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.publishing import Publishing
from idp.chance import SystemChance
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.keeping import open_keeping
from idp.ops.opened import open_database
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.drafts.lockout import LockedOut
from idp.policy.loading import read_text
from idp.policy.problems import PolicyError
from idp.storage.unit_of_work import Database

WORDS = {
    Refused.GONE: "there is none of that name; see: python -m idp policy versions",
    Refused.MEANWHILE: "somebody took another step with it meanwhile; look at it again",
    Refused.STALE: "another version is in force than the one it changes; take that in first",
    Refused.NOT_OPEN: "it was submitted, published or thrown away",
    Refused.NOT_WAITING: "it does not wait for anybody; submit it first",
    Refused.OWN: "whoever wrote in a draft does not approve it",
    Refused.NO_PERSON: "a program neither hands over nor approves",
    Refused.NEEDS_APPROVAL: "the change is marked and takes a second person: make it a draft, submit it, and have it "
    "approved; --alone does without, and is recorded",
    Refused.UNCHANGED: "it is word for word what is in force; nothing was published",
    Refused.NO_REASON: "say why, with --reason",
    Refused.TOO_LONG: "it is too long",
}


@dataclass(frozen=True, slots=True)
class Governing:
    """The desks and who stands at them."""

    operator: Actor
    database: Database
    drafting: Drafting
    approving: Approving
    publishing: Publishing


@contextmanager
def open_governing(config: Config) -> Iterator[Governing]:
    """Yield the desks; stop when the database cannot be used."""
    with open_database(config) as database:
        text = read_file(config)
        keeping = open_keeping(config, database, even_the_last=True)
        yield Governing(
            read_operator(),
            database,
            Drafting(database.begin, SystemChance(), text),
            Approving(database.begin, REALMS),
            Publishing(
                database.begin,
                keeping.find_person,
                REALMS,
                keeping,
                config.policy_changes.marked,
                config.sessions.idle,
                text,
            ),
        )


def read_file(config: Config) -> str:
    """Return the text of the configured file; nothing when it is not there: it may be long out of force."""
    try:
        return read_text(config.policy)
    except PolicyError:
        return ""


def stop(outcome: Refused | Faulty | LockedOut) -> NoReturn:
    """Stop with why a step was not taken, a fault a line."""
    match outcome:
        case Faulty(faults):
            lines = "\n".join(f"  line {fault.line}: {fault.text}" for fault in faults)
            raise Stop(f"refused; a provider would not start with it:\n{lines}")
        case LockedOut():
            raise Stop(f"refused: {tell_lockout(outcome)}")
        case Refused():
            raise Stop(f"refused: {WORDS[outcome]}")
