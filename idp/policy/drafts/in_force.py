"""Which policy is in force: the newest published version, or the file while nothing was published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from idp.policy.drafts.version import Version, VersionStore
from idp.policy.loading import parse_once, read_text
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy and where it came from: the number of its version, 0 for the file."""

    number: int
    text: str = field(repr=False)
    policy: Policy

    @property
    def is_of_file(self) -> bool:
        """Say whether the file is in force."""
        return self.number == 0

    def name(self, path: Path) -> str:
        """Return what it is called; `path` is the configured file."""
        return str(path) if self.is_of_file else name_version(self.number)


def find_version(versions: VersionStore) -> Version | None:
    """Return the version in force; None while nothing was published."""
    number = versions.find_newest_number()
    return versions.find(number) if number else None


def read_in_force(version: Version | None, path: Path, realms: Sequence[str]) -> InForce:
    """Read the policy in force and prove it safe. Raises PolicyError as load_policy does.

    The file counts until something is published, and is not opened afterwards. Proving takes up to a second: do it outside
    of units of work.
    """
    number = version.number if version else 0
    text, source = (version.text, name_version(number)) if version else (read_text(path), str(path))
    return InForce(number, text, parse_once(text, source, tuple(realms)))


def name_version(number: int) -> str:
    """Return what faults call a version's text."""
    return f"policy version {number}"
