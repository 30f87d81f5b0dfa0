"""Vård av sjukt barn: report the days you stay at home with a sick child."""

from .app import create_app

__all__ = ["create_app"]
