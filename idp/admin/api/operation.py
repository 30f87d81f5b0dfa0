"""One operation of the REST API, declared whole: what it takes, what it answers, and what permission it needs.

The dispatcher, the OpenAPI document and the matrix of who may do what are all read from these values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from idp.admin.actor import Actor
from idp.admin.permissions import Permission

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One authorized call. `path` holds what the address names, `query` the query as the operation's type, `body` its body.

    `if_match` is the entity tag that the caller last saw, None when it sent none.
    """

    actor: Actor
    now: datetime
    path: Mapping[str, str] = field(default_factory=dict)
    query: Any = None
    body: Any = None
    if_match: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: the items, and the cursor that the next page begins after; None at the end."""

    items: tuple[Any, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with more than a body: `location` of what was made, `etag` of what it is now, headers besides."""

    body: Any
    location: str | None = None
    etag: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """An answer that is not JSON, such as CSV or JSON Lines."""

    text: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation. `path` is below `/admin/api/v1` and names its parameters in braces: `/clients/{client_id}`.

    `permissions`: any one of them opens it. `query`, `body` and `answer` are msgspec Structs or types it can read and
    describe; `answer` None is an answer without a body. `act` returns a value of `answer`'s type, a Listing (of `answer`
    items), a Told around either, or a Text; it raises what `idp.admin.api.problems` knows how to word.
    `needs_match` refuses a change without `If-Match`. `replays` lets a POST be repeated safely with `Idempotency-Key`.
    """

    name: str
    method: Method
    path: str
    permissions: tuple[Permission, ...]
    summary: str
    act: Callable[[Call], Any]
    tag: str
    answer: Any = None
    query: Any = None
    body: Any = None
    status: int = 200
    is_list: bool = False
    needs_match: bool = False
    replays: bool = False
    media_types: tuple[str, ...] = ()
