"""What the web application is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint

from idp.app.silent import AnswerAgain
from idp.chance import Chance
from idp.clock import Clock
from idp.config.settings import Config
from idp.i18n import Catalogue
from idp.oidc.endpoints.machines import Doors
from idp.people.keeping import Keeping
from idp.policy.rules import Policy
from idp.signin.pages.visiting import Visiting


@dataclass(frozen=True, slots=True)
class AppParts:
    """Everything `create_app` needs, made by the wiring."""

    config: Config
    policy: Policy
    catalogues: Mapping[str, Catalogue]
    visiting: Visiting
    clock: Clock
    chance: Chance
    blueprints: tuple[Blueprint, ...]
    is_ready: Callable[[], bool]
    """Says whether requests can be served: the database answers and has the right schema."""
    doors: Doors = field(default_factory=dict)
    """What relying parties call; their plain requests are answered before the framework."""
    answer_again: AnswerAgain | None = None
    """Answers silent sign-on before the framework, or leaves it to it."""
    keepings: tuple[Keeping, ...] = ()
    """What is kept about people, for the privacy page."""
    overload_errors: tuple[type[Exception], ...] = ()
    """What a database that is away or busy raises: the answer is 503, try again."""
    room: Mapping[str, int] = field(default_factory=dict)
    """Addresses that take larger bodies than the others, and how large, in bytes."""
