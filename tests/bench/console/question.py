"""One thing that is asked of the console or of one of its two interfaces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """A request. `name` tells it in the table, `who` is a role, `rest` or `scim`; of a stream the first piece is read."""

    name: str
    path: str
    method: str = "GET"
    who: str = "administrator"
    body: Mapping[str, Any] | None = None
    is_json: bool = False
    is_streamed: bool = False
