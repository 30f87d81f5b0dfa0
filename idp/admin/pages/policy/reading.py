"""What the policy's pages share: which policy the address asks for, whose name is shown, and in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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

NameOf = Callable[[str | None], str]


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

    def names(self, caller: Caller) -> NameOf:
        """Return what names a person for others; each is looked up once, and an id that is nobody's is shown as it is."""
        known: dict[str, str] = {}

        def name_of(person_id: str | None) -> str:
            if not person_id:
                return "–"
            if person_id not in known:
                person = self.find_person(person_id, caller.visit.now)
                known[person_id] = name_for_others(person) if person else person_id
            return known[person_id]

        return name_of

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
