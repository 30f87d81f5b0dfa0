"""Refusals for people: what happened, the way out, and a reference number."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WayOut:
    """A link or button that takes the person on: the text's key and a path or URL."""

    text_key: str
    href: str


class Refusal(Exception):
    """Ends the request with a full page that says what happened and what to do now.

    `key` names the texts `errors.<key>.title` and `errors.<key>.text`; `parameters` fill them. `detail` is
    for the log alone and holds no personal data, code, token or secret.
    """

    def __init__(
        self,
        key: str,
        *,
        status: int = 400,
        way_out: WayOut | None = None,
        parameters: Mapping[str, object] | None = None,
        detail: str = "",
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.way_out = way_out
        self.parameters = dict(parameters or {})
        self.detail = detail
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a form: the field's name, the text's key, and what fills it. The page stays; nothing is lost."""

    field_name: str
    key: str
    parameters: Mapping[str, object] = field(default_factory=dict)
