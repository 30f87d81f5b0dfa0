"""What everybody in the local directory must be, whoever writes it: a form, a file, a program or the operator."""

import re
from typing import Final

from idp.people.person import Person

EMPLOYEE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
EMAIL: Final = re.compile(r"[^@\s<>\",;:\\()\[\]]+@[^@\s<>\",;:\\()\[\]]+\.[^@\s<>\",;:\\()\[\]]+")
GROUP: Final = re.compile(r"\S(.{0,126}\S)?")
MOST: Final = {
    "username": 64,
    "name": 256,
    "given_name": 128,
    "family_name": 128,
    "email": 254,
    "unit": 128,
    "title": 128,
    "alias": 128,
}
"""Characters that each field may have."""

NEEDED: Final = ("name", "given_name", "family_name")


class BadPerson(ValueError):
    """The person cannot be kept so; `field` is what is wrong, and the message says what to write and repeats nothing."""

    def __init__(self, field: str, says: str) -> None:
        super().__init__(says)
        self.field = field


def check_person(person: Person) -> None:
    """Refuse a person whom the local directory cannot keep. Raises BadPerson."""
    for name, most in MOST.items():
        check_line(name, getattr(person, name) or "", most)
    for name in NEEDED:
        if not getattr(person, name).strip():
            raise BadPerson(name, "a name is needed")
    if person.email is not None and not EMAIL.fullmatch(person.email):
        raise BadPerson("email", "write an e-mail address, such as name@example.se")
    if person.employee_id is not None and not EMPLOYEE_ID.fullmatch(person.employee_id):
        raise BadPerson(
            "employee_id", "an employee id is 1 to 64 letters, digits, dots, hyphens and underscores"
        )
    if person.is_protected and not (person.alias or "").strip():
        raise BadPerson("alias", "a protected identity needs the name that others see")
    if person.personal_number and person.coordination_number:
        raise BadPerson(
            "coordination_number",
            "nobody has both a personal and a coordination number; keep the old one as the previous",
        )
    if person.coordination_level and not person.coordination_number:
        raise BadPerson("coordination_level", "a level goes with a coordination number; give that too")
    for group in person.groups:
        check_group(group)


def check_group(name: str) -> None:
    """Refuse what cannot be a group's name. Raises BadPerson."""
    if not (GROUP.fullmatch(name) and name.isprintable()):
        raise BadPerson("groups", "a group's name is 1 to 128 printable characters")


def check_line(field: str, text: str, most: int) -> None:
    """Refuse a text that is too long or has line breaks and other controls. Raises BadPerson."""
    if len(text) > most:
        raise BadPerson(field, f"at most {most} characters are kept")
    if not text.isprintable():
        raise BadPerson(field, "write one line of ordinary characters")
