"""A rough word for the browser and system somebody uses, so that they know their own sign-ins apart.

What a browser calls itself is never kept: it tells one person from another, and the label does not.
"""

from typing import Final

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What a browser's name for itself holds, and what people call it: the first that fits, as most also name others."""

SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
"""The same for systems."""

LONGEST_LOOKED_AT: Final = 512


def label_device(user_agent: str) -> str:
    """Return words such as «Edge, Windows»; what is unknown is left out, and nothing known is an empty text."""
    looked_at = user_agent[:LONGEST_LOOKED_AT]
    return ", ".join(filter(None, (find_name(looked_at, BROWSERS), find_name(looked_at, SYSTEMS))))


def find_name(text: str, table: tuple[tuple[str, str], ...]) -> str | None:
    """Return the name of the first mark that the text holds."""
    return next((name for mark, name in table if mark in text), None)
