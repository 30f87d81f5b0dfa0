"""The first line of an answer that the framework does not make."""

from http import HTTPStatus
from typing import Final

STATUS_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
