"""Puts the provider together, a file for each subject. The only place that names concrete adapters."""

from idp.wiring.app import build_app
from idp.wiring.directories import build_directories
from idp.wiring.parts import Parts, build_parts
from idp.wiring.rounds import build_binder, build_dispatcher, build_rounds

__all__ = [
    "Parts",
    "build_app",
    "build_binder",
    "build_directories",
    "build_dispatcher",
    "build_parts",
    "build_rounds",
]
