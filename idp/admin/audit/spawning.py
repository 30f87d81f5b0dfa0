"""Work beside the request that asked for it."""

import logging
from collections.abc import Callable
from threading import Thread

log = logging.getLogger(__name__)


def spawn_thread(work: Callable[[], None]) -> None:
    """Run the work in a thread that no end of the process waits for; a failure is logged, for nobody waits to be told."""

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever broke, the page tells that the work was cut off
            # The class alone: an error's text may quote what was being read or stored.
            log.error("work beside a request failed with %s", type(error).__name__)

    Thread(target=run, daemon=True).start()
