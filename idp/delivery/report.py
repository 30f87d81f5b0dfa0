"""What became of a message."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from idp.delivery.message import Message

Result = Literal["sent", "put_back", "given_up"]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one try, or of time running out.

    `error_class` is empty when it was sent; `next_try_at` is set when it was put back.
    """

    message: Message
    result: Result
    at: datetime
    attempts: int
    error_class: str = ""
    next_try_at: datetime | None = None


class ReportStore(Protocol):
    """Where the end of a message is recorded for those who audit."""

    def add(self, report: Report) -> None:
        """Record that the message was sent or given up; one put back has not ended and is not recorded."""
        ...
