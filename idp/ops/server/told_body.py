"""A body whose pieces break the rules, or which ends too early, is its sender's mistake: 400, and no bug of ours."""

from typing import Any

from gunicorn.http.body import Body  # type: ignore[import-untyped]  # gunicorn has no types
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]  # gunicorn has no types
from werkzeug.exceptions import ClientDisconnected


class ToldBody(Body):  # type: ignore[misc]  # gunicorn has no types
    """Tells the application what it knows to answer, in the place of gunicorn's own errors."""

    def _read_reader(self, size: int) -> Any:
        """Read on. Raises ClientDisconnected, a BadRequest."""
        try:
            return super()._read_reader(size)
        except (ParseException, OSError):
            raise ClientDisconnected from None
