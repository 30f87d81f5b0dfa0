"""The whole demonstration as a visitor starts it: provider, applications and inbox, on ports of the test's own."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import IO, Any
from urllib.request import urlopen

import pyotp

from idp.ops.demo.places import Places
from idp.ops.demo.preflight import is_taken

START_SECONDS = 60
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Town:
    """A running demonstration, and what try.json says of it."""

    folder: Path
    made: Mapping[str, Any]

    def url(self, part: str) -> str:
        """Return a part's address: provider, payslips, sick_child or inbox."""
        address: str = self.made["addresses"][part]
        return address

    def person(self, username: str, realm: str = "adm") -> Mapping[str, Any]:
        """Return what is known of a person, password included."""
        found: Mapping[str, Any] = next(
            entry for entry in self.made["people"] if (entry["username"], entry["realm"]) == (username, realm)
        )
        return found

    def app_code(self, username: str, realm: str = "adm") -> str:
        """Return what the person's authenticator app shows now."""
        return pyotp.TOTP(self.person(username, realm)["app"]["secret"]).now()

    def messages(self, to: str) -> list[dict[str, Any]]:
        """Return the messages that arrived at a number or an address, newest first."""
        with urlopen(f"{self.url('inbox')}/messages.json", timeout=5) as answer:
            return [letter for letter in json.load(answer) if letter["to"] == to]

    def wait_for_code(self, to: str) -> str:
        """Return the one-time code in the newest message to a number or an address, once there is one."""
        code: str = self.wait_for_message(to, "code")["code"]
        return code

    def wait_for_message(self, to: str, having: str = "text") -> dict[str, Any]:
        """Return the newest message to a number or an address that has something in the field, once there is one."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            for letter in self.messages(to):
                if letter[having]:
                    return letter
            time.sleep(0.05)
        raise AssertionError(f"no message with {having} arrived at {to}")


@contextmanager
def run_town(folder: Path) -> Iterator[Town]:
    """Run `python -m idp demo` in a folder until the block ends; raise AssertionError with what it said instead."""
    command = [sys.executable, "-m", "idp", "demo", "--folder", str(folder), "--port", str(choose_port())]
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=CHECKOUT, stdout=output, stderr=output)
    try:
        wait_until_open(process, log)
        yield Town(folder, json.loads((folder / "try.json").read_text(encoding="utf-8")))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def wait_until_open(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the guide has been printed, which happens when every part is ready."""
    deadline = time.monotonic() + START_SECONDS
    while "is open." not in log.read_text(encoding="utf-8"):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, (
            f"not open after {START_SECONDS} s: {log.read_text(encoding='utf-8')}"
        )
        time.sleep(0.1)


PORTS_EACH = 1200
"""How many ports a test process has to itself."""


def choose_port() -> int:
    """Return a port from which all five of a demonstration are free: the next of those of this process."""
    for port in row_of_ports():
        if not any(is_taken(taken) for taken in Places(port).ports.values()):
            return port
    raise AssertionError("no ports are left")


@cache
def row_of_ports() -> Iterator[int]:
    """Return the ports of this process one after another, the first again after the last."""
    return cycle(range(claim_ports(), claim_ports() + PORTS_EACH, 30))


@cache
def claim_ports() -> int:
    """Return the first of the ports that no other test process on the machine uses until this one ends."""
    for first in range(20000, 32000, PORTS_EACH):
        claim = (Path(tempfile.gettempdir()) / f"eportal-idp-ports-{first}").open("w")
        try:
            flock(claim, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            claim.close()
            continue
        CLAIMS.append(claim)
        return first
    raise AssertionError("too many test processes run at once")


CLAIMS: list[IO[str]] = []
"""Locked files, kept open: the lock ends with the process."""
