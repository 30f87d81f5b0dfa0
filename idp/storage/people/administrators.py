"""The people of the local directory who administer: by a group, or because they were given the role."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, union

from idp.admin.permissions import Role
from idp.people.person import Person
from idp.sealing import Sealer
from idp.storage.one_at_a_time import wait_for
from idp.storage.people.memberships import local_groups, memberships
from idp.storage.people.people import PERSON, people, read_person
from idp.storage.people.role_grants import role_grants
from idp.storage.people.sealed_identity import open_identity


class AdministratorRows:
    """Implements `AdministratorStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def wait(self) -> None:
        # Two changes at once must not each leave the other's last administrator.
        wait_for(self._connection, "who administers")

    def list_people(self, groups: Sequence[str]) -> tuple[Person, ...]:
        given = select(role_grants.c.person_id).where(role_grants.c.role == Role.ADMINISTRATOR.value)
        members = (
            select(memberships.c.person_id)
            .join(local_groups, local_groups.c.group_id == memberships.c.group_id)
            .where(local_groups.c.name.in_(groups))
        )
        wanted = union(given, members).subquery()
        rows = self._connection.execute(
            select(*PERSON)
            .join(wanted, wanted.c.person_id == people.c.person_id)
            .order_by(people.c.person_id)
        )
        return tuple(
            read_person(row, open_identity(self._sealer, row.person_id, row.sealed_identity)) for row in rows
        )
