"""Where the demonstration's parts are: five ports in a row of their own, from one number."""

from dataclasses import dataclass
from typing import Final

USUAL_PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Places:
    """Every address follows from the provider's port; 8000 gives the addresses the documents name."""

    port: int = USUAL_PORT

    @property
    def ports(self) -> dict[str, int]:
        """The port of each part."""
        steps = {"provider": 0, "payslips": 1, "sick_child": 2, "inbox": 25, "smtp": 26}
        return {part: self.port + step for part, step in steps.items()}

    def url(self, part: str) -> str:
        """Return a part's address without a trailing slash."""
        return f"http://localhost:{self.ports[part]}"

    @property
    def urls(self) -> dict[str, str]:
        """The address of each part that a browser can visit."""
        return {part: self.url(part) for part in self.ports if part != "smtp"}

    def move(self, text: str) -> str:
        """Return a text with the usual addresses changed to these."""
        usual = Places()
        for part, url in usual.urls.items():
            text = text.replace(f"{url}/", f"{self.url(part)}/")
        return text
