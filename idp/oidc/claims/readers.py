"""Reads the claims that are more than one field of a record."""

from collections.abc import Callable

from idp.oidc.claims.claim import Facts
from idp.people.identity_number import find_birthdate


def read_birthdate(facts: Facts) -> str | None:
    """Return the date of birth as YYYY-MM-DD (OpenID Connect Core 1.0, section 5.1): what is kept, or the number's."""
    person = facts.person
    if written := person.details.get("birthdate"):
        return written
    born = find_birthdate(person.personal_number or person.coordination_number)
    return None if born is None else born.isoformat()


def read_coordination_number(facts: Facts) -> str | None:
    """Return the coordination number of someone without a personal number: never both (section 3.2)."""
    return None if facts.person.personal_number else facts.person.coordination_number


def read_coordination_level(facts: Facts) -> str | None:
    """Return how well the identity behind the coordination number is known; it goes with that number alone."""
    return facts.person.coordination_level if read_coordination_number(facts) else None


def read_previous_number(facts: Facts) -> str | None:
    """Return the coordination number that someone had before their personal number."""
    return facts.person.previous_coordination_number if facts.person.personal_number else None


def read_affiliation(facts: Facts) -> str | None:
    """Return `<employee id>@<organisation number>`; None unless both are known (section 2.2.2)."""
    employee_id, number = facts.person.employee_id, facts.organisation.number
    return f"{employee_id}@{number}" if employee_id and number else None


def read_credential_end(facts: Facts) -> int | None:
    """Return when the credential stops working, in seconds since 1970."""
    return None if facts.credential_ends_at is None else int(facts.credential_ends_at.timestamp())


def read_detail(name: str) -> Callable[[Facts], str | None]:
    """Return the reader of one detail that the directory may keep."""
    return lambda facts: facts.person.details.get(name)


def read_address(facts: Facts) -> dict[str, str] | None:
    """Return the members of the address that are kept (section 5.1.1); None without any."""
    prefix = "address."
    kept = facts.person.details.items()
    return {name[len(prefix) :]: text for name, text in kept if name.startswith(prefix)} or None


def read_phone_verified(facts: Facts) -> bool | None:
    """Return that the number is right: the employer wrote it. None without one."""
    return True if facts.person.details.get("phone_number") else None
