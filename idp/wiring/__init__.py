"""Puts the provider together, a file for each subject. The only place that names concrete adapters."""

from idp.wiring.app import build_app
from idp.wiring.console_people import PeopleHouse, build_people_house
from idp.wiring.directories import build_directories
from idp.wiring.ground import build_ground
from idp.wiring.keeping import build_keeping
from idp.wiring.live import LiveApplication
from idp.wiring.methods import build_methods
from idp.wiring.parts import Parts, build_parts
from idp.wiring.policy import build_rehearsals
from idp.wiring.rounds import build_binder, build_dispatcher, build_policy_watch, build_rounds

__all__ = [
    "LiveApplication",
    "Parts",
    "PeopleHouse",
    "build_app",
    "build_binder",
    "build_directories",
    "build_dispatcher",
    "build_ground",
    "build_keeping",
    "build_methods",
    "build_parts",
    "build_people_house",
    "build_policy_watch",
    "build_rehearsals",
    "build_rounds",
]
