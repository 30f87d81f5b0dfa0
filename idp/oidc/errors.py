"""Protocol errors: what a relying party's integrator is told, and what stays in the log."""

import re
from typing import Final

DESCRIPTION: Final = re.compile(r"[\x20-\x21\x23-\x5B\x5D-\x7E]+")
"""What an error_description may hold: ASCII without quote and backslash (RFC 6749, section 4.1.2.1)."""


class ProtocolError(Exception):
    """Ends a protocol request with a registered error code.

    `description` tells the integrator what to change and repeats nothing of the request. `detail` is for the
    log and holds no personal data, code, token or secret. `is_redirectable` is false until client and
    redirect_uri are proven: then the answer is a page and never a redirect. Raises ValueError for a description
    that the wire cannot carry.
    """

    def __init__(
        self,
        code: str,
        description: str,
        *,
        detail: str = "",
        status: int = 400,
        is_redirectable: bool = True,
    ) -> None:
        if not DESCRIPTION.fullmatch(description):
            raise ValueError(f"not an error description: {description!a}")
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
        self.detail = detail
        self.status = status
        self.is_redirectable = is_redirectable
