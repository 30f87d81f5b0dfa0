"""The two populations of a municipality, each with its directory."""

from typing import Final

REALMS: Final = ("skola", "adm")
"""Pedagogisk personal and Övrig personal, in the order they are offered."""
