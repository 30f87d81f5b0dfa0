"""Why a request is refused, as SCIM words it (RFC 7644, section 3.12)."""

from typing import Any, Literal

from idp.admin.scim.names import ERROR

ScimType = Literal[
    "invalidFilter",
    "tooMany",
    "uniqueness",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
]


class Fault(Exception):
    """Ends one request or one operation of a bulk. `detail` says what to change and repeats nothing personal."""

    def __init__(self, status: int, detail: str, scim_type: ScimType | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.scim_type = scim_type

    def describe(self) -> dict[str, Any]:
        """Return the body; the status is text, as the RFC has it."""
        told = {"schemas": [ERROR], "status": str(self.status), "detail": self.detail}
        return told if self.scim_type is None else told | {"scimType": self.scim_type}


def bad_filter(detail: str) -> Fault:
    """Return the refusal of a filter."""
    return Fault(400, detail, "invalidFilter")


def bad_path(detail: str) -> Fault:
    """Return the refusal of a path."""
    return Fault(400, detail, "invalidPath")


def bad_value(detail: str) -> Fault:
    """Return the refusal of a value."""
    return Fault(400, detail, "invalidValue")


def bad_syntax(detail: str) -> Fault:
    """Return the refusal of a request that is not formed as SCIM has it."""
    return Fault(400, detail, "invalidSyntax")


def unknown(what: str) -> Fault:
    """Return the refusal of what is not there."""
    return Fault(404, f"there is no such {what}")
