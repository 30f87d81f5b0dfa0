"""The conformance suite as the provider's configuration knows it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Suite:
    """Where the suite answers, under which alias its tests are called, and which authority signed its certificate."""

    url: str
    alias: str
    authority: Path | None

    def address(self, end: str) -> str:
        """Return one of the addresses that the suite listens at for this alias."""
        return f"{self.url}/test/a/{self.alias}/{end}"
