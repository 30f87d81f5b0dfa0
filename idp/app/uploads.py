"""The addresses that take a file, and how large it may be. Everywhere else a multipart form is turned away unread."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idp.admin.people_import.row import MOST_BYTES

ROOM_BESIDE: Final = 64 * 1024
"""Bytes for the other fields and what stands between the parts."""

PIECE_BYTES: Final = 64 * 1024
"""What the parser of forms takes at a time, also of a file: it counts what was left from before with it."""

HELD_BYTES: Final = ROOM_BESIDE + PIECE_BYTES
"""What is held in memory of a form with a file: the other fields, and one piece of the file."""

UPLOADS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "/admin/people/import": MOST_BYTES + ROOM_BESIDE,
        "/admin/tokens/import": 5 * 1024 * 1024 + ROOM_BESIDE,
    }
)
"""Each is a page of the console: it is read after its guard has let somebody in."""
