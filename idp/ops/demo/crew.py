"""Runs the demonstration's processes together: all become ready, and all end when one does."""

import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, Final

from idp.ops.demo.child import Child
from idp.ops.demo.places import Places
from idp.ops.stop import Stop

READY_SECONDS: Final = 45
PAUSE_SECONDS: Final = 0.1


def start_crew(folder: Path, places: Places, applications: dict[str, dict[str, str]]) -> list[Child]:
    """Start the provider, the two applications and the inbox."""
    log, ports = folder / "log", places.ports
    log.mkdir(exist_ok=True)
    inbox = ["idp.ops.inbox", "--port", str(ports["inbox"]), "--smtp-port", str(ports["smtp"])]
    inbox += ["--portal", f"{places.url('provider')}/", "--policy", str(folder / "policy.toml")]
    inbox += ["--apps", str(folder / "apps.json"), "--tokens", str(folder / "tokens.json")]
    serve = ["idp", "serve", "--config", str(folder / "idp.toml")]
    plan: dict[str, tuple[list[str], dict[str, str], str]] = {
        "provider": (serve, {}, "/health/ready"),
        "inbox": (inbox, {}, "/"),
        "payslips": (["clients.payslips"], applications["payslips"], "/signed-out"),
        "sick_child": (["clients.sick_child"], applications["sick_child"], "/signed-out"),
    }
    return [
        Child.start(name, words, environ, log / f"{name}.log", ports[name], path)
        for name, (words, environ, path) in plan.items()
    ]


def run_crew(crew: Sequence[Child], tell: Callable[[], Any]) -> None:
    """Wait until all are ready, `tell`, and stay until SIGINT or SIGTERM; then end all.

    Stops with the last words of a process that ends by itself or does not become ready.
    """
    leaving = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def leave(_number: int, _frame: FrameType | None) -> None:
        leaving.set()

    for number in before:
        signal.signal(number, leave)
    try:
        if wait_until_ready(crew, leaving):
            tell()
        while not leaving.wait(PAUSE_SECONDS):
            check_alive(crew)
    finally:
        for child in crew:
            child.ask_to_stop()
        for child in crew:
            child.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_until_ready(crew: Sequence[Child], leaving: Event) -> bool:
    """Return True when all answer, False when the visitor left; stop when one died or all took too long."""
    deadline = time.monotonic() + READY_SECONDS
    waiting = list(crew)
    while waiting and not leaving.wait(PAUSE_SECONDS):
        check_alive(crew)
        waiting = [child for child in waiting if not child.is_ready()]
        if waiting and time.monotonic() > deadline:
            slow = waiting[0]
            raise Stop(
                f"{slow.name} is not ready after {READY_SECONDS} seconds. Its last words:\n{slow.last_words()}"
            )
    return not waiting


def check_alive(crew: Sequence[Child]) -> None:
    """Stop when a process has ended by itself."""
    for child in crew:
        if not child.is_running():
            raise Stop(f"{child.name} has ended by itself; its last words:\n{child.last_words()}")
