"""Work beside a request is done in a thread of its own, and its failure is one line of the log."""

import logging
from queue import Queue
from threading import Event, current_thread

from idp.admin.audit.spawning import spawn_thread


def test_the_work_is_done_in_another_thread() -> None:
    done, threads = Event(), []

    def work() -> None:
        threads.append(current_thread())
        done.set()

    spawn_thread(work)
    assert done.wait(5)
    assert threads != [current_thread()]


def test_a_failure_is_logged_by_its_class_alone() -> None:
    said: Queue[str] = Queue()

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.put(record.getMessage())

    def work() -> None:
        raise ValueError("what was being read")

    log, heard = logging.getLogger("idp.admin.audit.spawning"), Heard()
    log.addHandler(heard)
    try:
        spawn_thread(work)
        assert said.get(timeout=5) == "work beside a request failed with ValueError"
    finally:
        log.removeHandler(heard)
