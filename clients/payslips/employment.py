"""Who is paid what. The demonstration has no pay system: what it does not know of a person it invents, always alike."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

STAFF = tomllib.loads((Path(__file__).parent / "staff.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Employment:
    """One person's employment. `seed` varies what has no other source and is the same for the same person."""

    title: str
    unit: str
    monthly_ore: int
    has_unsocial_hours: bool
    account: str
    """Where the salary goes: clearing number and account number. Starts with 0, as no real one does."""
    seed: str

    @property
    def masked_account(self) -> str:
        """Return the account with only its last four digits shown."""
        return "•••• •••• " + self.account[-4:]


def find_employment(sub: str, username: str) -> Employment:
    """Return the employment of `sub`; a person the demonstration does not know is a clerk with an invented salary."""
    known = STAFF.get(username, {"title": "Handläggare", "unit": "Kommunledning", "unsocial_hours": False})
    salary = known.get("salary", 29_000 + 100 * draw(sub, "salary", 120))
    return Employment(
        title=known["title"],
        unit=known["unit"],
        monthly_ore=salary * 100,
        has_unsocial_hours=known["unsocial_hours"],
        account=f"0123, {100 + draw(sub, 'a', 900)} {100 + draw(sub, 'b', 900)} {1000 + draw(sub, 'c', 9000)}",
        seed=sub,
    )


def draw(seed: str, topic: str, choices: int) -> int:
    """Return a number from 0 to `choices` − 1 that is always the same for the same seed and topic."""
    digest = hashlib.sha256(f"{seed}\n{topic}".encode()).digest()
    return int.from_bytes(digest[:8]) % choices
