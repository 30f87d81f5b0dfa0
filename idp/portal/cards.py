"""A tile in the reader's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.i18n import Translate
from idp.policy.announce import Announcement, find_announcement
from idp.policy.explain import explain
from idp.policy.rules import Policy
from idp.policy.when import tell_when
from idp.portal.tiles import State, Tile

MOST_NAMED: Final = 2
"""Ways in that a button names."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the list writes about one service.

    `way_in` is the words on its button, None when it has none; a card with a button needs no `sentences`.
    """

    service_id: str
    name: str
    description: str
    state: State
    sentences: tuple[str, ...]
    way_in: str | None

    @property
    def letter(self) -> str:
        """The letter that stands for the service."""
        return self.name[:1].upper()


@dataclass(frozen=True, slots=True)
class CardWriter:
    """Writes tiles in one language, with times as seen from one moment. `t` returns texts in that language."""

    policy: Policy
    t: Translate
    language: str
    now: datetime

    def write(self, tile: Tile) -> Card:
        """Return the card of a tile."""
        service, way_in = tile.service, self.write_way_in(tile)
        name = service.name.pick(self.language)
        return Card(
            service_id=service.id,
            name=name,
            description=service.description.pick(self.language) if service.description else "",
            state=tile.state,
            sentences=() if way_in else self.write_sentences(tile, name),
            way_in=way_in,
        )

    def write_sentences(self, tile: Tile, name: str) -> tuple[str, ...]:
        """Return why a locked service is locked; of an open one when it closes, if that is soon or planned."""
        sentences = explain(tile.decision, name, self.t, self.language, self.now)
        planned = find_announcement(tile.service.hours, self.now) if tile.decision.is_allowed else None
        if sentences or planned is None:
            return sentences
        return (self.write_announcement(planned), planned.message.pick(self.language))

    def write_announcement(self, planned: Announcement) -> str:
        """Return when a planned closure begins, and when it is over if that is known."""
        closes, opens = (
            at and tell_when(at, self.now, self.t, self.language)
            for at in (planned.closes_at, planned.opens_at)
        )
        if opens is None:
            return self.t("policy.closes", when=closes)
        return self.t("policy.closes_until", when=closes, until=opens)

    def write_way_in(self, tile: Tile) -> str | None:
        """Return the words on a locked tile's button; None when nothing can be done here and now.

        The sign-in lets the person choose among all the ways there are, so the button names them all, or none when
        they are more than anybody reads on a button.
        """
        if not tile.ways_in:
            return None
        if not tile.needs_more:
            return self.t("portal.services.step_up_again")
        levels = filter(None, map(self.policy.levels.get, tile.ways_in))
        labels = [level.label.pick(self.language) for level in levels]
        if len(labels) > MOST_NAMED:
            return self.t("portal.services.step_up_stronger")
        return self.t(
            "portal.services.step_up", level=self.t("portal.services.or").join(map(begin_small, labels))
        )


def begin_small(label: str) -> str:
    """Return a label as it stands inside a sentence: «SMS-kod» keeps its capitals, «Mobilapp» does not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
