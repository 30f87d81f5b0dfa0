"""One process of the demonstration: started in a group of its own, watched, and ended with everything it started."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final, Self

STOP_SECONDS: Final = 8
LAST_LINES: Final = 5
PR_SET_PDEATHSIG: Final = 1


class Child:
    """A process that answers on a port; what it prints goes to its own log file."""

    def __init__(
        self, name: str, process: "subprocess.Popen[bytes]", log: Path, port: int, path: str
    ) -> None:
        self.name = name
        self._process = process
        self._log = log
        self._port = port
        self._path = path

    @classmethod
    def start(
        cls, name: str, words: list[str], environ: Mapping[str, str], log: Path, port: int, path: str
    ) -> Self:
        """Start `python -m <words>`; `path` is asked for on `port` to see that it is ready."""
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                env={**os.environ, **environ},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread runs yet
            )
        return cls(name, process, log, port, path)

    def is_running(self) -> bool:
        """Say whether the process lives."""
        return self._process.poll() is None

    def is_ready(self) -> bool:
        """Say whether it answers a request with anything but a fault."""
        connection = HTTPConnection("localhost", self._port, timeout=2)
        try:
            connection.request("GET", self._path)
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def ask_to_stop(self) -> None:
        """Ask it to finish what is under way and end."""
        self._signal(signal.SIGTERM)

    def stop(self) -> None:
        """Wait until it has ended; end it and everything it started when it takes too long."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def last_words(self) -> str:
        """Return the last lines it printed."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return "\n".join(lines[-LAST_LINES:]) or "It printed nothing."

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def die_with_parent() -> None:
    """Have the kernel end this process when the demonstration is killed, so that nothing is left behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
