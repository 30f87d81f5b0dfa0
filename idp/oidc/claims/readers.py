"""Reads the claims that are more than one field of a record."""

from idp.oidc.claims.claim import Facts
from idp.people.identity_number import find_birthdate


def read_birthdate(facts: Facts) -> str | None:
    """Return the date of birth as YYYY-MM-DD (OpenID Connect Core 1.0, section 5.1), read from the number."""
    person = facts.person
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
