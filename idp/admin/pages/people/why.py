"""The page that says why somebody cannot get in: what they read, and the whole decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import PeopleParts, write_moment
from idp.admin.pages.policy.words import Words
from idp.admin.people.decision_words import write_part
from idp.admin.people.helped import UnknownPerson
from idp.admin.people.why import Case, UnknownPlace
from idp.errors import Problem
from idp.policy.hours import STOCKHOLM
from idp.policy.methods import METHODS

NOT_SIGNED_IN = "none"
"""The level of somebody who has not signed in."""

ListMethods = Callable[[str], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class WhyPages:
    """The page `/people/<id>/why`. Its form asks by address: it holds no name, and changes nothing."""

    parts: PeopleParts

    def show(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Show the form, the answer when something is asked, and what was said to the person last."""
        policy, language, now = self.parts.policy, caller.visit.language, caller.visit.now
        asked = request.args.to_dict()
        case, problems = read_case(asked, now, self._list_methods) if asked.get("service") else (None, ())
        try:
            why = self.parts.explaining.explain(caller.actor, person_id, case, language, now)
        except UnknownPerson:
            abort(404)
        except UnknownPlace as unknown:
            abort(400, description=str(unknown))
        return render_template(
            "admin/people/why.html",
            why=why,
            person_id=person_id,
            asked=asked,
            services=[(one.id, one.name.pick(language)) for one in policy.services.values()],
            zones=[(one.name, one.label.pick(language)) for one in policy.zones],
            levels=[(one.name, one.label.pick(language)) for one in policy.levels],
            words=Words(self.parts.texts(caller), language, now, (policy,)),
            write_part=write_part,
            when=write_moment,
            problems=problems,
        ), 422 if problems else 200

    def _list_methods(self, level: str) -> tuple[str, ...] | None:
        """Return the methods of a level, the password first; none for nobody signed in; None for an unknown one."""
        if level == NOT_SIGNED_IN:
            return ()
        found = self.parts.policy.levels.get(level)
        return tuple(name for name in METHODS if name in found.methods) if found else None


def read_case(
    asked: Mapping[str, str], now: datetime, list_methods: ListMethods
) -> tuple[Case | None, tuple[Problem, ...]]:
    """Return what is asked about, or what is wrong with it. A moment is Swedish wall time; none is now."""
    methods = list_methods(asked.get("level", NOT_SIGNED_IN))
    at = read_moment(asked.get("at", ""), now)
    if at is None:
        return None, (Problem("at", "console_people.why.bad_moment"),)
    if methods is None:
        return None, (Problem("level", "console_people.why.bad_level"),)
    return Case(asked["service"], asked.get("zone", ""), methods, at), ()


def read_moment(written: str, now: datetime) -> datetime | None:
    """Return the moment; now for an empty text, None for what is no moment."""
    if not written.strip():
        return now
    try:
        at = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=STOCKHOLM)
