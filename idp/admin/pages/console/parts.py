"""What the console's frame is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from idp.admin.actor import Actor
from idp.admin.console.entering import Entering
from idp.audit.events import Event
from idp.i18n import Catalogue, Translate
from idp.policy.rules import Policy
from idp.sessions.cookies import Cookies
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """Everything the frame needs, made by the wiring. `record` writes an event in a unit of work of its own."""

    policy: Policy
    catalogues: Mapping[str, Catalogue]
    visiting: Visiting
    cookies: Cookies
    entering: Entering
    record: Callable[[Event], None]

    def texts(self, visit: Visit) -> Translate:
        """Return the texts in the visit's language."""
        return self.catalogues[visit.language].text


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that waits for somebody: the text's key with what fills it, and the page to go to."""

    text_key: str
    path: str
    parameters: Mapping[str, object]
    is_urgent: bool = False


FindAttention = Callable[[Actor, Visit], tuple[Attention, ...]]
"""Says what of one subject waits for this actor; looks at nothing they may not see."""
