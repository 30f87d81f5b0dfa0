"""The demonstration's processes become ready together and end together, and say why when one does not."""

import signal
import threading
import time
from pathlib import Path

import pytest

from idp.ops.demo.child import Child
from idp.ops.demo.crew import run_crew
from idp.ops.demo.places import Places
from idp.ops.demo.preflight import check_ports, check_writable, is_taken
from idp.ops.stop import Stop
from tests.support.town import choose_port

SERVE = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()"


@pytest.fixture
def port() -> int:
    return choose_port()


def start(folder: Path, port: int, program: str = SERVE) -> Child:
    (folder / "part.py").write_text(program)
    environ = {"PYTHONPATH": str(folder)}
    return Child.start("part", ["part", str(port)], environ, folder / "part.log", port, "/")


def interrupt_soon(number: signal.Signals) -> None:
    threading.Timer(0.2, signal.raise_signal, [number]).start()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_process(tmp_path: Path, port: int, number: signal.Signals) -> None:
    child = start(tmp_path, port)
    run_crew([child], lambda: interrupt_soon(number))
    assert not child.is_running()
    assert not is_taken(port)


def test_what_a_process_started_ends_with_it(tmp_path: Path, port: int) -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SERVE!r}, sys.argv[1]])"
    run_crew([start(tmp_path, port, parent)], lambda: interrupt_soon(signal.SIGTERM))
    for _ in range(100):
        if not is_taken(port):
            return
        time.sleep(0.02)
    pytest.fail("what the process started still listens")


def test_a_process_that_ends_by_itself_is_named_with_its_last_words(tmp_path: Path, port: int) -> None:
    lasting = start(tmp_path, port)
    (tmp_path / "dying").mkdir()
    dying = start(tmp_path / "dying", port + 1, "import sys; sys.exit('the keys are gone')")
    with pytest.raises(Stop, match="part has ended by itself; its last words:\nthe keys are gone"):
        run_crew([lasting, dying], lambda: None)
    assert not lasting.is_running()


def test_a_process_that_will_not_listen_to_reason_is_killed(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.ops.demo.child.STOP_SECONDS", 0.3)
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SERVE}"
    begun = time.monotonic()
    run_crew([start(tmp_path, port, deaf)], lambda: interrupt_soon(signal.SIGTERM))
    assert not is_taken(port)
    assert time.monotonic() - begun < 10


def test_a_taken_port_is_one_line_that_says_whose_it_is(tmp_path: Path, port: int) -> None:
    child = start(tmp_path, port + 1)

    def look() -> None:
        with pytest.raises(Stop, match=rf"port {port + 1} \(payslips\) is taken; .* make demo PORT=9000"):
            check_ports(Places(port))
        interrupt_soon(signal.SIGTERM)

    run_crew([child], look)


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        Stop, match="cannot be written; make it writable, or choose another place with --folder"
    ):
        check_writable(tmp_path / "file" / "demo")
