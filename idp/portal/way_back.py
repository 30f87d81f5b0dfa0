"""Which of our own pages to return to."""

from typing import Final
from urllib.parse import urlsplit

HOME: Final = "/"


def read_way_back(asked: str | None) -> str:
    """Return the path asked for when it is one of ours, else the list of services.

    Ours begins with one slash. A browser reads `//host`, `/\\host` and a path with a tab or line break in it as
    another site, so all of those lead home.
    """
    path = asked or HOME
    is_ours = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if is_ours and path.isascii() and not urlsplit(path).netloc else HOME
