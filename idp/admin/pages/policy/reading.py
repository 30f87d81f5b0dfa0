"""What the policy's pages share: which policy the address asks for, whose name is shown, and in which words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, request

from idp.admin.actor import Actor
from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.words import Words
from idp.admin.policy.desk import PolicyDesk
from idp.i18n import Catalogue
from idp.people.person import Person
from idp.people.protection import name_for_others
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.version import Version
from idp.policy.hours import STOCKHOLM
from idp.policy.rules import Policy


@dataclass
class Names:
    """Names people for others on one page; each is looked up once, and an id that is nobody's is shown as it is."""

    find_person: Callable[[str, datetime], Person | None]
    now: datetime
    known: dict[str, str] = field(default_factory=dict)

    def __call__(self, person_id: str | None) -> str:
        """Return a person's name; a dash for nobody."""
        if not person_id:
            return "–"
        if person_id not in self.known:
            person = self.find_person(person_id, self.now)
            self.known[person_id] = name_for_others(person) if person else person_id
        return self.known[person_id]

    def each(self, person_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the name of each."""
        return tuple(map(self, person_ids))


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads for the pages."""

    desk: PolicyDesk
    catalogues: Mapping[str, Catalogue]
    find_person: Callable[[str, datetime], Person | None]

    def words(self, caller: Caller, *policies: Policy | None) -> Words:
        """Return the words of the caller's language, with the names that these policies and the one in force give."""
        visit = caller.visit
        known = tuple(policy for policy in (*policies, self.desk.policy) if policy is not None)
        return Words(self.catalogues[visit.language].text, visit.language, visit.now, known)

    def names(self, caller: Caller) -> Names:
        """Return what names people for others."""
        return Names(self.find_person, caller.visit.now)

    def get_draft(self, actor: Actor, draft_id: str) -> Draft:
        """Return the draft; answer 404 when there is none."""
        return self.desk.reviewing.find_draft(actor, draft_id) or abort(404)

    def get_version(self, actor: Actor, number: int) -> Version:
        """Return the version; answer 404 when there is none."""
        return self.desk.reviewing.find_version(actor, number) or abort(404)

    def find_asked(self, caller: Caller) -> tuple[Policy | None, Draft | None]:
        """Return the policy of the draft that the address names, None when it has faults; else the one in force."""
        draft_id = request.args.get("draft", "")
        if not draft_id:
            return self.desk.policy, None
        draft = self.get_draft(caller.actor, draft_id)
        return self.desk.find_policy(draft.text), draft


def read_moment(written: str) -> datetime | None:
    """Return a moment in Swedish wall time, as a form's field for date and time writes it; None for anything else."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=STOCKHOLM)
