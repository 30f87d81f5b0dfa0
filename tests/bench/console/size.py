"""How much there is: what issue 5 asks for, or a share of it for a short look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Rows of everything that grows with the municipality."""

    people: int = 100_000
    groups: int = 300
    large_group: int = 20_000
    services: int = 300
    events: int = 1_000_000
    days: int = 400
    """How far back the audit trail goes."""
    sessions: int = 60_000
    messages: int = 60_000
    hardware_tokens: int = 5_000

    def times(self, share: float) -> "Size":
        """Return a share of it."""
        return Size(
            people=max(int(self.people * share), 1000),
            large_group=max(int(self.large_group * share), 200),
            events=max(int(self.events * share), 5000),
            sessions=max(int(self.sessions * share), 500),
            messages=max(int(self.messages * share), 500),
            hardware_tokens=max(int(self.hardware_tokens * share), 100),
        )
