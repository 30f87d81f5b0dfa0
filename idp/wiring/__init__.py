"""Puts the provider together, a file for each subject. The only place that names concrete adapters."""

from idp.wiring.app import build_app
from idp.wiring.directories import build_directories
from idp.wiring.live import LiveApplication
from idp.wiring.parts import Parts, build_parts
from idp.wiring.policy import build_rehearsals
from idp.wiring.rounds import build_dispatcher, build_policy_watch, build_rounds

__all__ = [
    "LiveApplication",
    "Parts",
    "build_app",
    "build_directories",
    "build_dispatcher",
    "build_parts",
    "build_policy_watch",
    "build_rehearsals",
    "build_rounds",
]
