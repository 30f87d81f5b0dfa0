"""SIGHUP reads settings and policy anew; a fault in them leaves the provider as it is."""

import logging
from collections.abc import Callable
from typing import Final

from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # gunicorn has no types

from idp.ops.stop import Stop

log = logging.getLogger("idp.serve")

KEPT: Final = "nothing was reloaded, and the provider goes on as it was: %s"


class CarefulArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Starts new workers on SIGHUP only when they will start: gunicorn ends with the first worker that does not."""

    def handle_hup(self) -> None:
        """Reload, or say why not."""
        if may_reload(self.app.read_anew):
            super().handle_hup()


def may_reload(read_anew: Callable[[], None]) -> bool:
    """Read everything that a worker will need, and say whether it is right; what is wrong goes to the log."""
    try:
        read_anew()
    except Stop as problem:
        log.error(KEPT, problem.format_message())
        return False
    return True
