"""Starts a server on the core it is measured on, and reads what it has used."""

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import requests

SERVER_CORE: Final = 0
START_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Process:
    """A running server and its children."""

    pid: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """Return the processor time that the server and all its living children have used, in user and kernel."""
        return sum(time.clock_gettime(cpu_clock(pid)) for pid in family(self.pid))

    def memory_mib(self) -> float:
        """Return the proportional set size of the server and its children."""
        return sum(read_pss(pid) for pid in family(self.pid)) / 1024


def family(pid: int) -> list[int]:
    """Return the process and all that came of it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def cpu_clock(pid: int) -> int:
    """Return the number of the clock that counts all that a process's threads have run, in nanoseconds (Linux)."""
    return ~pid << 3 | 2


def read_pss(pid: int) -> int:
    """Return a process's share of memory, in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def run_server(
    words: list[str], environment: Mapping[str, str], log: Path, ready_url: str
) -> Iterator[Process]:
    """Run a program on the server's core until the block ends. Raises RuntimeError when it does not come up."""
    began = time.monotonic()
    pinned = ["taskset", "-c", str(SERVER_CORE), *words]
    with (
        log.open("ab") as output,
        subprocess.Popen(pinned, env=dict(environment), stdout=output, stderr=output) as running,
    ):
        try:
            wait_until_ready(running, ready_url, log)
            yield Process(running.pid, time.monotonic() - began)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(START_SECONDS)


def wait_until_ready(running: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return at the first 200 of the address."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")
