"""Says to probes whether the process lives and whether it can serve."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue


def build_health(is_ready: Callable[[], bool]) -> Blueprint:
    """Return the pages /health/live and /health/ready: 200, or 503 while requests cannot be served."""
    pages = Blueprint("health", __name__, url_prefix="/health")

    @pages.get("/live")
    def live() -> ResponseReturnValue:
        return {"status": "live"}

    @pages.get("/ready")
    def ready() -> ResponseReturnValue:
        return ({"status": "ready"}, 200) if is_ready() else ({"status": "not ready"}, 503)

    return pages
