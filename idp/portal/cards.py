"""A tile in the reader's words."""

from dataclasses import dataclass
from datetime import datetime

from idp.i18n import Translate
from idp.policy.explain import explain
from idp.policy.rules import Policy
from idp.portal.tiles import State, Tile


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
            sentences=() if way_in else explain(tile.decision, name, self.t, self.language, self.now),
            way_in=way_in,
        )

    def write_way_in(self, tile: Tile) -> str | None:
        """Return the words on a locked tile's button; None when nothing can be done here and now.

        The sign-in lets the person choose among all the ways there are, so the button names them all.
        """
        if not tile.ways_in:
            return None
        if not tile.needs_more:
            return self.t("portal.services.step_up_again")
        levels = filter(None, map(self.policy.levels.get, tile.ways_in))
        labels = (level.label.pick(self.language) for level in levels)
        return self.t(
            "portal.services.step_up", level=self.t("portal.services.or").join(map(begin_small, labels))
        )


def begin_small(label: str) -> str:
    """Return a label as it stands inside a sentence: «SMS-kod» keeps its capitals, «Mobilapp» does not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
