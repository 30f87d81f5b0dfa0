"""Runs a dispatcher in the background of a process."""

import logging
from threading import Event, Thread

from idp.delivery.dispatcher import Dispatcher
from idp.delivery.message import Kind

PAUSE_SECONDS = 1.0
"""How often the outbox is looked into when nobody wakes the threads: the shortest wait before a new try."""

HANDS = 4
"""Messages of one kind that are handed over at once. A gateway that takes seconds for each then keeps a queue short;
eight people who ask at once for a code from one that never answers are told in ten seconds, and not in thirty."""

log = logging.getLogger(__name__)


class DispatcherThreads:
    """A few threads for each kind of message, so that a slow gateway holds up neither mail nor sign-out.

    The first of a kind looks by itself, the others when they are woken. They survive every fault, and begin with what
    an earlier process left behind.
    """

    def __init__(
        self, dispatcher: Dispatcher, pause_seconds: float = PAUSE_SECONDS, hands: int = HANDS
    ) -> None:
        self._dispatcher = dispatcher
        self._pause_seconds = pause_seconds
        self._is_stopping = Event()
        looks = [(kind, hand == 0) for kind in dispatcher.senders for hand in range(hands)]
        self._wakers = [Event() for _ in looks]
        self._threads = [
            Thread(target=self._run, args=(*look, waker), daemon=True)
            for look, waker in zip(looks, self._wakers, strict=True)
        ]

    def start(self) -> None:
        """Begin sending; call it in the process that shall send, after any fork."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Look into the outbox now; call it after the commit that queued something. Costs nothing."""
        for waker in self._wakers:
            waker.set()

    def stop(self) -> None:
        """Let every thread finish the message it is sending, and end."""
        self._is_stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join()

    def _run(self, kind: Kind, is_first: bool, waker: Event) -> None:
        while True:
            waker.clear()
            if self._is_stopping.is_set():
                return
            try:
                if is_first:
                    self._dispatcher.expire()
                while not self._is_stopping.is_set() and self._dispatcher.send_next(kind):
                    pass
            except Exception as error:  # noqa: BLE001 - whatever broke, the next message still counts
                # The class alone: an error's text may quote what was being stored or sent.
                log.error("delivery of kind=%s failed with %s", kind, type(error).__name__)
            waker.wait(self._pause_seconds if is_first else None)
