"""A tile in the reader's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from idp.i18n import Translate
from idp.policy.explain import explain
from idp.policy.rules import Policy
from idp.portal.tiles import State, Tile


@dataclass(frozen=True, slots=True)
class Card:
    """What the list writes about one service. `way_in` is the words on its button, None when it has none."""

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


def write_cards(policy: Policy, t: Translate, language: str, now: datetime) -> Callable[[Tile], Card]:
    """Return what writes a tile in `language`, with times as seen from `now`."""

    def write(tile: Tile) -> Card:
        name = tile.service.name.pick(language)
        return Card(
            service_id=tile.service.id,
            name=name,
            description=tile.service.description.pick(language) if tile.service.description else "",
            state=tile.state,
            sentences=explain(tile.decision, name, t, language, now),
            way_in=write_way_in(policy, tile, t, language),
        )

    return write


def write_way_in(policy: Policy, tile: Tile, t: Translate, language: str) -> str | None:
    """Return the words on a locked tile's button; None when nothing can be done here and now.

    The person chooses among all the ways there are, so the button names them all.
    """
    if not tile.ways_in:
        return None
    if not tile.needs_more:
        return t("portal.services.step_up_again")
    levels = filter(None, map(policy.levels.get, tile.ways_in))
    return t(
        "portal.services.step_up",
        level=t("portal.services.or").join(level.label.pick(language) for level in levels),
    )
