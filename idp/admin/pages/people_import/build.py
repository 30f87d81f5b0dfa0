"""The pages `/admin/people/import…`: a file is sent, looked at, and taken in or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller, ConsolePage
from idp.admin.people_import.columns import NEEDED, list_called
from idp.admin.people_import.desk import Done, NoUpload, PeopleImport, Stopped
from idp.admin.people_import.preview import BRAKE_PERCENT, MOST_LISTED, Kind
from idp.admin.people_import.row import MOST_BYTES, WrongFile
from idp.admin.permissions import Permission
from idp.errors import Problem


def build_import_pages(desk: PeopleImport) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    pages, write = ImportPages(desk), (Permission.PEOPLE_WRITE,)
    one = "/people/import/<upload_id>"
    return (
        ConsolePage(rule="/people/import", endpoint="import_people", permissions=write, act=pages.ask),
        ConsolePage(
            rule="/people/import",
            endpoint="send_people",
            permissions=write,
            act=pages.send,
            method="POST",
        ),
        ConsolePage(rule=one, endpoint="look_at_import", permissions=write, act=pages.look, is_fresh=True),
        ConsolePage(
            rule=one,
            endpoint="take_in_people",
            permissions=write,
            act=pages.act,
            method="POST",
            is_fresh=True,
        ),
    )


@dataclass(frozen=True, slots=True)
class ImportPages:
    """Sends, looks, takes in."""

    desk: PeopleImport

    def ask(self, caller: Caller) -> ResponseReturnValue:
        """Show the empty form, and what the last one did."""
        return self._form(caller)

    def send(self, caller: Caller) -> ResponseReturnValue:
        """Keep the file and lead on to what it would do, or say what is wrong with it."""
        sent, realm = request.files.get("file"), request.form.get("realm") or None
        if sent is None or not sent.filename:
            return self._form(caller, (Problem("file", "console_import.missing.file"),)), 422
        if realm is not None and realm not in self.desk.realms:
            abort(400)
        try:
            upload_id = self.desk.prepare(
                caller.actor,
                sent.read(MOST_BYTES + 1),
                realm,
                caller.visit.now,
                disables_missing=request.form.get("missing") == "disable",
            )
        except WrongFile as wrong:
            key = f"console_import.file.{wrong.kind}"
            return self._form(caller, (Problem("file", key, {"place": wrong.place}),)), 422
        return redirect(url_for(".look_at_import", upload_id=upload_id), 303)

    def look(self, caller: Caller, upload_id: str) -> ResponseReturnValue:
        """Show what the file would do."""
        return self._preview(caller, upload_id)

    def act(self, caller: Caller, upload_id: str) -> ResponseReturnValue:
        """Take the file in as it was looked at, or throw it away."""
        now = caller.visit.now
        try:
            if request.form.get("action") == "drop":
                self.desk.drop(caller.actor, upload_id, now)
                return redirect(url_for(".import_people", done="dropped"), 303)
            done = self.desk.apply(
                caller.actor,
                upload_id,
                request.form.get("fingerprint", ""),
                now,
                passes_brake=request.form.get("many") == "yes",
            )
        except NoUpload:
            return redirect(url_for(".import_people", done="gone"), 303)
        match done:
            case Done(counts):
                told = urlencode({"done": "taken_in"} | {kind.value: counts[kind] for kind in Kind})
                return redirect(f"{url_for('.import_people')}?{told}", 303)
            case Stopped():
                field = "many" if done is Stopped.BRAKE else "preview"
                return self._preview(caller, upload_id, (Problem(field, f"console_import.stopped.{done}"),))

    def _preview(
        self, caller: Caller, upload_id: str, problems: tuple[Problem, ...] = ()
    ) -> ResponseReturnValue:
        try:
            preview = self.desk.preview(caller.actor, upload_id, caller.visit.now)
        except NoUpload:
            return redirect(url_for(".import_people", done="gone"), 303)
        page = render_template(
            "admin/people_import/preview.html",
            preview=preview,
            kinds=tuple(Kind),
            upload_id=upload_id,
            called=list_called(caller.visit.language),
            most=MOST_LISTED,
            percent=BRAKE_PERCENT,
            problems=problems,
        )
        return (page, 409) if problems else page

    def _form(self, caller: Caller, problems: tuple[Problem, ...] = ()) -> str:
        return render_template(
            "admin/people_import/ask.html",
            realms=self.desk.realms,
            typed=request.form,
            problems=problems,
            done=request.args.get("done"),
            counts=read_counts(),
            columns=list_called(caller.visit.language),
            needed=NEEDED,
        )


def read_counts() -> Mapping[str, int]:
    """Return what the last file did, as the address says it."""
    given = {kind.value: request.args.get(kind.value, "") for kind in Kind}
    return {
        name: int(text)
        for name, text in given.items()
        if text.isascii() and text.isdecimal() and len(text) < 8
    }
