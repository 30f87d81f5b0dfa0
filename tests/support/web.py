"""A web that holds what a test publishes, and remembers what was asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from idp.delivery.fetch import Answer, FetchFailed


@dataclass
class Web:
    """Documents by their URL; every other URL is that of an unreachable host."""

    documents: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    """What happens while a document is on its way."""
    status: int = 200
    content_type: str = "application/json"

    def get(self, url: str, accept: str = "application/json") -> Answer:
        self.asked.append(url)
        self.meanwhile()
        if url not in self.documents:
            raise FetchFailed("unreachable")
        return Answer(self.status, self.content_type, self.documents[url])
