"""Writes the text messages and mails people receive, in their language and the municipality's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from idp.config.settings import Municipality
from idp.i18n import DEFAULT_LANGUAGE, Catalogue

HERE = ZoneInfo("Europe/Stockholm")

TextName = Literal[
    "code_sms",
    "code_mail",
    "objection_mail",
    "signed_out_mail",
    "sms_alarm_mail",
    "secret_expires_mail",
]
"""Every message there is; the last word says how it travels."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Writes messages for one municipality."""

    municipality: Municipality
    catalogues: Mapping[str, Catalogue]

    def write_message(self, language: str, name: TextName, **parameters: str | datetime) -> tuple[str, str]:
        """Return subject and body; a text message has an empty subject.

        Codes take `code`; every other mail takes `at`, an aware moment written as the clock stands in Sweden.
        Raises KeyError when one is missing.
        """
        catalogue, known = self.catalogues[language], self._fill(language, parameters)
        body = catalogue.text(f"message.{name}.body", **known)
        if name.endswith("_sms"):
            return "", body
        closing = catalogue.text("message.closing.body", **known)
        return catalogue.text(f"message.{name}.subject", **known), body + closing

    def write_change(
        self, language: str, kind: str, by: Literal["mail", "sms"], **parameters: str | datetime
    ) -> tuple[str, str]:
        """Return subject and body of the notice that something was changed, and what to do if it was somebody else.

        `code` is what the person objects with; a mail takes `at`, the item's `name` and the `place` too, which may
        be empty.
        """
        catalogue, known = self.catalogues[language], self._fill(language, parameters)
        what = catalogue.text(f"message.told.{kind}.{by}", **known)
        if known.get("place"):
            what = f"{what} {catalogue.text('message.objection.place', **known)}"
        body = catalogue.text(f"message.objection.{by}", **known | {"what": what})
        if by == "sms":
            return "", body
        return catalogue.text(f"message.told.{kind}.subject", **known), body + catalogue.text(
            "message.closing.body", **known
        )

    def write_alarm(self, kind: str, **parameters: str | datetime) -> tuple[str, str]:
        """Return the mail that has the helpdesk look after somebody who says that a change was not them, in Swedish.

        It takes `username`, `reference`, `made_at`, and `at` and the `place` from where they said so.
        """
        named = self._fill(DEFAULT_LANGUAGE, {"name": "–", "place": "–"})
        what = self.catalogues[DEFAULT_LANGUAGE].text(f"message.told.{kind}.subject", **named)
        return self.write_message(DEFAULT_LANGUAGE, "objection_mail", what=what, **parameters)

    def write_sms_alarm(self, sign: str, *, at: datetime, **figures: int) -> tuple[str, str]:
        """Return the mail that tells IT of a sign that text messages are misused or nearly paid for, in Swedish."""
        written = {name: str(figure) for name, figure in figures.items()}
        what = self.catalogues[DEFAULT_LANGUAGE].text(f"message.sms_sign.{sign}", **written)
        return self.write_message(DEFAULT_LANGUAGE, "sms_alarm_mail", what=what, at=at)

    def _fill(self, language: str, parameters: Mapping[str, str | datetime]) -> dict[str, str]:
        """Return what every text may ask for, moments as the clock stands in Sweden."""
        pattern = self.catalogues[language].text("message.moment")
        return self._name_the_house() | {
            key: value if isinstance(value, str) else format_datetime(value, pattern, HERE, language)
            for key, value in parameters.items()
        }

    def _name_the_house(self) -> dict[str, str]:
        helpdesk = self.municipality.helpdesk
        return {
            "municipality": self.municipality.name,
            "portal": self.municipality.portal,
            "helpdesk_name": helpdesk.name,
            "helpdesk_phone": helpdesk.phone,
            "helpdesk_email": helpdesk.email,
        }
