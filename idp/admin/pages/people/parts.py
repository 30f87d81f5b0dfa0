"""What the console's pages of people are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from idp.admin.pages.console_page import Caller
from idp.admin.people.desk import PeopleDesk
from idp.admin.people.envelope import Envelopes
from idp.admin.people.finder import Finder
from idp.admin.people.resetting import Resetting
from idp.admin.people.why import Explaining
from idp.i18n import Catalogue, Translate
from idp.policy.hours import wall_time
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class PeopleParts:
    """Everything the pages need, made by the wiring. `realms` are the directories' names, as offered."""

    finder: Finder
    desk: PeopleDesk
    resetting: Resetting
    explaining: Explaining
    envelopes: Envelopes
    policy: Policy
    catalogues: Mapping[str, Catalogue]
    realms: tuple[str, ...]

    def texts(self, caller: Caller) -> Translate:
        """Return the texts in the reader's language."""
        return self.catalogues[caller.visit.language].text

    def name_zone(self, zone: str | None, language: str) -> str:
        """Return what people call a zone; empty for none, and for one that the policy no longer has."""
        return self.policy.zones.get(zone).label.pick(language) if zone in self.policy.zones.names else ""


def write_moment(at: datetime | None) -> str:
    """Return a moment on Swedish clocks, to the minute; a dash for none."""
    return f"{wall_time(at):%Y-%m-%d %H:%M}" if at else "–"
