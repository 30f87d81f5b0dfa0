"""The pages on which tokens are taken in: the file, what it holds and what is wrong with it, and then all or nothing."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.tokens.importing import Importing, Preview, UnknownImport
from idp.admin.tokens.wording import word_fault
from idp.errors import Problem
from idp.methods.tokens.cupboard import Taken
from idp.methods.tokens.wrong import WrongFile

SHOWN = 200
"""Lines of a file that a page shows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ImportPages:
    """The pages `/tokens/import` and `/tokens/import/<id>`. Nothing that was sent is shown again but serial numbers."""

    importing: Importing

    def ask(self, _caller: Caller) -> ResponseReturnValue:
        """Show the form."""
        return self._form()

    def preview(self, caller: Caller) -> ResponseReturnValue:
        """Show what the file holds, and what is wrong with it."""
        sent = request.files.get("file")
        data = sent.read() if sent and sent.filename else request.form.get("pasted", "").encode()
        if not data.strip():
            return self._form((Problem("pasted", "console_tokens.import.missing"),)), 422
        form = request.form
        try:
            made = self.importing.preview(
                caller.actor,
                data,
                caller.visit.now,
                key=form.get("key", ""),
                password=form.get("password", ""),
            )
        except WrongFile as wrong:
            return self._form((word_fault(wrong),)), 422
        return self._page(made), 422 if made.import_id is None else 200

    def apply(self, caller: Caller, import_id: str) -> ResponseReturnValue:
        """Take in every token of the file."""
        try:
            added = self.importing.apply(caller.actor, import_id, caller.visit.now)
        except UnknownImport:
            return self._form((Problem("pasted", "console_tokens.import.gone"),)), 410
        if isinstance(added, Taken):
            problem = Problem("pasted", "console_tokens.import.taken", {"serial": str(added)})
            return self._form((problem,)), 409
        return redirect(url_for(".tokens", done="imported"), 303)

    def _form(self, problems: tuple[Problem, ...] = ()) -> str:
        return render_template("admin/tokens/import.html", problems=problems)

    def _page(self, made: Preview) -> str:
        return render_template(
            "admin/tokens/preview.html",
            made=made,
            drafts=made.drafts[:SHOWN],
            faults=[(fault.line, word_fault(fault)) for fault in made.faults[:SHOWN]],
            more=max(0, len(made.drafts) - SHOWN),
        )
