"""Lines of the log are written together, in their order, and none is kept back from whoever looks for a fault."""

import io
import logging
from collections.abc import Callable
from threading import Event

import pytest

from idp.app.gathered_lines import MOST, GatheredLines


class Sheet(io.StringIO):
    """What is written to, which says when that was and counts how often."""

    def __init__(self) -> None:
        super().__init__()
        self.was_written, self.writes = Event(), 0

    def write(self, text: str) -> int:
        self.writes += 1
        written = super().write(text)
        self.was_written.set()
        return written


class Full(io.StringIO):
    """A disk without room."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


class Interrupted(io.StringIO):
    """What is written to, while a signal's handler has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.interrupt: Callable[[], None] | None = None

    def write(self, text: str) -> int:
        interrupt, self.interrupt = self.interrupt, None
        if interrupt is not None:
            interrupt()
        return super().write(text)


class Startling(logging.Formatter):
    """Writes a line, while a signal's handler has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.interrupt: Callable[[], None] | None = None

    def format(self, record: logging.LogRecord) -> str:
        interrupt, self.interrupt = self.interrupt, None
        if interrupt is not None:
            interrupt()
        return super().format(record)


def say(handler: GatheredLines, message: str, level: int = logging.INFO) -> None:
    """Have the handler take a line."""
    handler.handle(logging.LogRecord("idp.request", level, __file__, 1, message, None, None))


def test_lines_of_a_moment_are_written_at_once_and_soon() -> None:
    sheet = Sheet()
    handler = GatheredLines(sheet)
    for number in range(3):
        say(handler, str(number))
    assert sheet.writes == 0
    handler.start()
    assert sheet.was_written.wait(5)
    assert (sheet.getvalue(), sheet.writes) == ("0\n1\n2\n", 1)
    sheet.was_written.clear()
    say(handler, "3")
    assert sheet.was_written.wait(5)
    assert sheet.getvalue().endswith("2\n3\n")


def test_warning_is_written_at_once_after_what_was_said_before_it() -> None:
    sheet = Sheet()
    handler = GatheredLines(sheet)
    say(handler, "a request")
    say(handler, "a warning", logging.WARNING)
    assert sheet.getvalue() == "a request\na warning\n"


def test_where_nothing_is_written_in_the_background_lines_do_not_pile_up() -> None:
    sheet = Sheet()
    handler = GatheredLines(sheet)
    for number in range(MOST):
        say(handler, str(number))
    assert sheet.getvalue().count("\n") == MOST


def test_what_waits_when_the_process_ends_is_written() -> None:
    sheet = Sheet()
    handler = GatheredLines(sheet)
    say(handler, "the last request")
    logging.shutdown([lambda: handler])
    assert sheet.getvalue() == "the last request\n"


def test_full_disk_ends_no_request() -> None:
    handler = GatheredLines(Full())
    say(handler, "an error", logging.ERROR)


def test_message_that_cannot_be_written_takes_no_other_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Sheet()
    handler = GatheredLines(sheet)
    say(handler, "before")
    handler.handle(logging.LogRecord("idp", logging.ERROR, __file__, 1, "%d", ("no number",), None))
    say(handler, "after", logging.ERROR)
    assert sheet.getvalue() == "before\nafter\n"
    assert "no number" in capsys.readouterr().err


def test_what_a_signals_handler_says_in_the_middle_of_a_line_comes_after_it() -> None:
    sheet, formatter = Sheet(), Startling()
    handler = GatheredLines(sheet)
    handler.setFormatter(formatter)
    say(handler, "a request")
    formatter.interrupt = lambda: say(handler, "a signal", logging.WARNING)
    say(handler, "a warning", logging.WARNING)
    assert sheet.getvalue() == "a request\na warning\na signal\n"


def test_what_a_signals_handler_says_while_lines_are_written_comes_after_them() -> None:
    sheet = Interrupted()
    handler = GatheredLines(sheet)
    sheet.interrupt = lambda: say(handler, "a signal", logging.WARNING)
    say(handler, "a warning", logging.WARNING)
    assert sheet.getvalue() == "a warning\na signal\n"
