"""The page that says what an export holds, and the file."""

from dataclasses import asdict, dataclass

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.audit.forms import MEDIA_TYPES, Form
from idp.admin.audit.reading import read_typed, read_wanted
from idp.admin.pages.audit.parts import AuditPageParts
from idp.admin.pages.audit.search import nobody
from idp.admin.pages.console_page import Caller
from idp.audit.search import Wanted


@dataclass(frozen=True, slots=True)
class ExportPages:
    """The page `/admin/audit/export`. The rows are sent as they are read, however many they are."""

    parts: AuditPageParts

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Say what the file will hold, and ask for its form."""
        typed = read_typed(request.args)
        wanted = read_wanted(typed, nobody)
        if not isinstance(wanted, Wanted):
            abort(400)
        labels, language = self.parts.labels, caller.visit.language
        return render_template(
            "admin/audit/export.html",
            typed=typed,
            forms=tuple(Form),
            asked={name: value for name, value in asdict(typed).items() if value},
            client=labels.client(typed.client, language) if typed.client else "",
            zone=labels.zone(typed.zone, language) if typed.zone else "",
        )

    def send(self, caller: Caller) -> ResponseReturnValue:
        """Send the file."""
        wanted = read_wanted(read_typed(request.form), nobody)
        written = request.form.get("form", "")
        if not isinstance(wanted, Wanted) or written not in set(Form):
            abort(400)
        form = Form(written)
        leaving = self.parts.desk.export(caller.actor, wanted, form, caller.visit.now)
        name = f"audit-{caller.visit.now:%Y%m%dT%H%M%SZ}.{form.value}"
        return Response(
            leaving.lines,
            content_type=MEDIA_TYPES[form],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )
