"""A log record is one line of JSON, whatever it holds."""

import json
import logging
from typing import Any

from idp.app.json_log import JsonLines, write_json_lines


def line_of(message: str, **facts: object) -> dict[str, Any]:
    """Format a record and read the line back."""
    record = logging.LogRecord("idp.request", logging.INFO, __file__, 1, message, None, None)
    record.facts = facts
    line = JsonLines().format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def test_facts_are_members_of_the_line() -> None:
    line = line_of("request", status=200, path="/")
    assert (line["message"], line["status"], line["path"], line["level"]) == ("request", 200, "/", "info")


def test_line_break_in_a_value_makes_no_second_line() -> None:
    assert line_of("a\r\nb", path="/x\n{}\x1b[2J")["path"] == "/x\n{}\x1b[2J"


def test_long_value_is_cut() -> None:
    assert len(line_of("request", path="x" * 10_000)["path"]) == 256


def test_moment_is_in_utc_with_its_offset() -> None:
    assert line_of("request")["at"].endswith("+00:00")


def test_letters_stay_and_half_a_character_is_escaped() -> None:
    assert line_of("request", path="/å", name="a\udce5b") | {"at": ""} == {
        "at": "",
        "level": "info",
        "from": "idp.request",
        "message": "request",
        "path": "/å",
        "name": "a\\udce5b",
    }


def test_the_web_servers_lines_can_tell_the_process() -> None:
    """Its own format asks for it; without, each worker's end wrote a stack trace instead."""
    before = logging.logThreads, logging.logProcesses, logging.logMultiprocessing
    handlers = logging.getLogger().handlers[:]
    try:
        write_json_lines()
        record = logging.LogRecord("gunicorn.error", logging.INFO, __file__, 1, "over", None, None)
        assert logging.Formatter("[%(process)d] %(message)s").format(record).endswith("] over")
    finally:
        logging.logThreads, logging.logProcesses, logging.logMultiprocessing = before
        logging.getLogger().handlers[:] = handlers
