"""The pages `/admin/keys…`: every key and where it stands, a rotation, a revocation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.keys.away import refusing_when_away
from idp.admin.keys.desk import KeysDesk, NoSuchKey, Reason, Waiting
from idp.admin.keys.line import KeyLine, find_ready
from idp.admin.pages.console_page import Caller, ConsolePage
from idp.admin.permissions import Permission
from idp.errors import Problem
from idp.i18n import Catalogue
from idp.policy.when import tell_when
from idp.signin.visit import Visit
from idp.signing.key import State

ORDER = (State.ACTIVE, State.NEXT, State.RETIRED)


def build_key_pages(desk: KeysDesk, catalogues: Mapping[str, Catalogue]) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    pages = KeyPages(desk, catalogues)
    read, move = (Permission.KEYS_READ,), (Permission.KEYS_ROTATE,)
    changing: dict[str, Any] = {"permissions": move, "is_fresh": True}
    return (
        ConsolePage(rule="/keys", endpoint="keys", permissions=read, act=pages.list),
        ConsolePage(rule="/keys/rotate", endpoint="ask_rotate_keys", act=pages.ask_rotate, **changing),
        ConsolePage(rule="/keys/rotate", endpoint="rotate_keys", act=pages.rotate, method="POST", **changing),
        ConsolePage(rule="/keys/<kid>/revoke", endpoint="ask_revoke_key", act=pages.ask_revoke, **changing),
        ConsolePage(
            rule="/keys/<kid>/revoke", endpoint="revoke_key", act=pages.revoke, method="POST", **changing
        ),
    )


@dataclass(frozen=True, slots=True)
class KeyPages:
    """What an administrator sees of the keys, and does with them. `done` in the address says what the last form did."""

    desk: KeysDesk
    catalogues: Mapping[str, Catalogue]

    def list(self, caller: Caller) -> ResponseReturnValue:
        """Show every key, those in use first, and whether they are encrypted where they lie."""
        lines = self._lines(caller)
        with refusing_when_away():
            is_encrypted = self.desk.is_encrypted(caller.actor)
        return render_template(
            "admin/keys/list.html",
            groups=[(state, [line for line in lines if line.state is state]) for state in ORDER],
            is_encrypted=is_encrypted,
            when=self._when(caller.visit),
            done=request.args.get("done"),
        )

    def ask_rotate(self, caller: Caller) -> ResponseReturnValue:
        """Ask once more, and say from when the next keys are known where they are not yet."""
        lines, now = self._lines(caller), caller.visit.now
        ready_at = find_ready(lines)
        return render_template(
            "admin/keys/rotate.html",
            ready_at=ready_at if ready_at is not None and ready_at > now else None,
            in_use=next(line.kid for line in lines if line.state is State.ACTIVE),
            when=self._when(caller.visit),
        )

    def rotate(self, caller: Caller) -> ResponseReturnValue:
        """Rotate, once for each time it was asked for; without the word that it is urgent when the next keys are known."""
        in_use = request.form.get("in_use") or abort(400)
        at_once = request.form.get("at_once") == "yes"
        with refusing_when_away():
            turned = self.desk.rotate(caller.actor, caller.visit.now, at_once=at_once, in_use=in_use)
        if isinstance(turned, Waiting):
            return redirect(url_for(".ask_rotate_keys"), 303)
        return redirect(url_for(".keys", done="rotated"), 303)

    def ask_revoke(self, caller: Caller, kid: str) -> ResponseReturnValue:
        """Ask for the reason, and say what follows."""
        return self._revocation(caller, kid)

    def revoke(self, caller: Caller, kid: str) -> ResponseReturnValue:
        """Take the key out."""
        reason = next((one for one in Reason if one.value == request.form.get("reason")), None)
        if reason is None:
            return self._revocation(caller, kid, (Problem("reason", "console_keys.missing.reason"),)), 422
        with refusing_when_away():
            turned = self.desk.revoke(caller.actor, kid, reason, caller.visit.now)
        done = "gone" if isinstance(turned, NoSuchKey) else "revoked"
        return redirect(url_for(".keys", done=done), 303)

    def _revocation(self, caller: Caller, kid: str, problems: tuple[Problem, ...] = ()) -> str:
        line = next((line for line in self._lines(caller) if line.kid == kid), None)
        if line is None:
            abort(404)
        return render_template("admin/keys/revoke.html", line=line, reasons=tuple(Reason), problems=problems)

    def _lines(self, caller: Caller) -> tuple[KeyLine, ...]:
        with refusing_when_away():
            return self.desk.list(caller.actor)

    def _when(self, visit: Visit) -> Callable[[datetime], str]:
        """Return what writes a moment in the reader's words."""
        text = self.catalogues[visit.language].text
        return partial(tell_when, now=visit.now, t=text, language=visit.language)
