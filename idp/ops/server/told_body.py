"""A body whose pieces break the rules ends like one that stops arriving: 400 to who reads it, and no second answer."""

from typing import Any

from gunicorn.http.body import Body  # type: ignore[import-untyped]  # gunicorn has no types
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]  # gunicorn has no types


class ToldBody(Body):  # type: ignore[misc]  # gunicorn has no types
    """Raises what both of its readers know: the application, and gunicorn when it passes over what nobody read."""

    def read(self, size: int | None = None) -> Any:
        """Read on. Raises OSError."""
        try:
            return super().read(size)
        except ParseException:
            raise TimeoutError from None
