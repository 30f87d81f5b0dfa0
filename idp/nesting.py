"""How deep lists and objects lie in each other: what one reader just takes is too deep for one called from further in."""

from typing import Any


def is_deeper(value: Any, levels: int) -> bool:
    """Say whether lists and objects lie in each other on more levels than that."""
    inner = [value]
    for _ in range(levels + 1):
        inner = [
            part
            for one in inner
            if isinstance(one, dict | list)
            for part in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(inner)
