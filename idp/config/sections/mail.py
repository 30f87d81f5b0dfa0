"""Where mail is handed over."""

from pathlib import Path
from typing import Literal

from msgspec import Struct


class Mail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail is submitted (SMTP)."""

    hosts: tuple[str, ...]
    """The servers in order; the next is asked when one cannot be reached."""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` is accepted for loopback hosts only."""
    sender: str
    """The From address."""
    username: str | None = None
    password_file: Path | None = None
    """A file that holds the password and nothing else."""
