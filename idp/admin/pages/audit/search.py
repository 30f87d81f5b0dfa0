"""The page that searches the trail, and the page of one row."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.audit.desk import NoSuchRow
from idp.admin.audit.people import find_person_id
from idp.admin.audit.reading import Typed, read_typed, read_wanted
from idp.admin.pages.audit.parts import AuditPageParts
from idp.admin.pages.console_page import Caller
from idp.audit.groups import list_kinds
from idp.audit.search import Wanted
from idp.errors import Problem
from idp.people.directory import DirectoryUnavailable

ROWS: Final = 50
PLACE_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class SearchPages:
    """The pages `/admin/audit` and `/admin/audit/<seq>`.

    What is typed is sent by POST and comes back as an address that names a person by id alone: addresses are logged.
    """

    parts: AuditPageParts

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show the rows that the address asks for."""
        typed = read_typed(request.args)
        wanted = read_wanted(typed, nobody)
        if not isinstance(wanted, Wanted):
            return self._form(caller, typed, wanted), 422
        found = self.parts.desk.search(
            caller.actor,
            wanted,
            caller.visit.now,
            limit=ROWS,
            before=read_place("before"),
            after=read_place("after"),
        )
        writer = self.parts.write_lines(caller)
        return self._page(
            caller,
            typed,
            lines=writer.write_all(found.rows),
            older=found.older,
            newer=found.newer,
        )

    def send(self, caller: Caller) -> ResponseReturnValue:
        """Read the form and go to the address of what it asks for; or say what is wrong with it."""
        typed = read_typed(request.form)
        find = partial(find_person_id, self.parts.directories, caller.actor, now=caller.visit.now)
        try:
            wanted = read_wanted(typed, find)
        except DirectoryUnavailable:
            return self._form(caller, typed, (Problem("person", "console_audit.problem.directory"),)), 503
        if not isinstance(wanted, Wanted):
            return self._form(caller, typed, wanted), 422
        asked = asdict(typed) | {"person": wanted.person_id or "", "by": wanted.by_id or ""}
        return redirect(
            url_for("console.audit", **{name: value for name, value in asked.items() if value}), 303
        )

    def show_row(self, caller: Caller, seq: int) -> ResponseReturnValue:
        """Show one row in whole."""
        try:
            place = self.parts.desk.show(caller.actor, seq, caller.visit.now)
        except NoSuchRow:
            abort(404)
        return render_template(
            "admin/audit/row.html", line=self.parts.write_lines(caller).write(place.row), place=place
        )

    def _form(self, caller: Caller, typed: Typed, problems: tuple[Problem, ...]) -> str:
        return self._page(caller, typed, problems=problems, lines=None)

    def _page(self, caller: Caller, typed: Typed, **more: Any) -> str:
        asked = {name: value for name, value in asdict(typed).items() if value}
        return render_template(
            "admin/audit/search.html",
            typed=typed,
            asked=asked,
            zones=self.parts.policy().zones,
            kinds=list_kinds(),
            clients=self.parts.labels.clients(caller.visit.language, typed.client),
            **more,
        )


def nobody(_realm: str, _username: str) -> None:
    """Find nobody by name: an address holds ids alone."""


def read_place(name: str) -> int | None:
    """Return a place that the address names; None for none that makes sense."""
    written = request.args.get(name, "")
    is_place = written.isascii() and written.isdecimal() and len(written) <= PLACE_DIGITS
    return int(written) if is_place else None
