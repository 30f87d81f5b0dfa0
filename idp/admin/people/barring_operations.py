"""Single people kept out, and let in again, by the REST API. SCIM does the same by `active`."""

from idp.admin.api.operation import Call, Operation
from idp.admin.people.answers import Count
from idp.admin.people.barring import Barring
from idp.admin.people.helped import NotDone
from idp.admin.people.operations import count_done, refuse_undone, worded
from idp.admin.permissions import Permission


def build_barring_operations(barring: Barring) -> tuple[Operation, ...]:
    """Return the operations."""

    def bar(call: Call) -> Count:
        return count_done(barring.bar(call.actor, call.path["person_id"], call.now))

    def let_in(call: Call) -> None:
        done = barring.let_in(call.actor, call.path["person_id"], call.now)
        if isinstance(done, NotDone):
            refuse_undone(done)

    return (
        Operation(
            name="barPerson",
            method="POST",
            path="/people/{person_id}/bar",
            summary="Keep somebody of the local directory out at once; answers how many sign-ins ended.",
            act=worded(bar),
            answer=Count,
            tag="people",
            permissions=(Permission.PEOPLE_WRITE,),
        ),
        Operation(
            name="letPersonIn",
            method="POST",
            path="/people/{person_id}/let-in",
            summary="Let somebody sign in again who was kept out.",
            act=worded(let_in),
            tag="people",
            permissions=(Permission.PEOPLE_WRITE,),
        ),
    )
