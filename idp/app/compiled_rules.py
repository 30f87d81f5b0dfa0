"""The compiled addresses of this process: an application that is made anew, for a new policy, compiles none again.

Werkzeug writes and compiles two functions for each rule, half a millisecond in all; two hundred rules are most of
what making an application costs.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

_BUILDERS: dict[tuple[Any, ...], Builder] = {}


class CompiledRule(Rule):
    """A rule whose builders of addresses depend on what was written in it alone, and are kept by that."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        defaults = tuple(sorted((self.defaults or {}).items()))
        written = (self.host, self.subdomain, self.rule, defaults, append_unknown)
        if written not in _BUILDERS:
            _BUILDERS[written] = super()._compile_builder(append_unknown)
        return _BUILDERS[written]
