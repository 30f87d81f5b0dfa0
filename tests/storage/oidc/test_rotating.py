"""A secret that is asked for many times at once, in both databases."""

from datetime import UTC, datetime

from idp.admin.clients.desk import ClientDesk
from idp.admin.permissions import Role
from idp.chance import SystemChance
from idp.oidc.clients.authentication import is_secret_right
from idp.oidc.clients.client import Client
from idp.oidc.outbound import Outbound
from idp.oidc.registration.registering import ChangedMeanwhile
from idp.storage.unit_of_work import Database
from tests.support.actors import act_as
from tests.support.together import together

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
ADMINISTRATOR = act_as(Role.ADMINISTRATOR)
WANTED = Client(
    client_id="",
    name="Lönebesked",
    service=None,
    redirect_uris=("https://a.test/cb",),
    auth_method="client_secret_basic",
    created_at=NOW,
)


def test_of_many_who_ask_for_a_new_secret_at_once_one_gets_it_and_the_one_in_use_works(
    database: Database,
) -> None:
    desk = ClientDesk(
        begin=database.begin,
        read=database.read,
        services=tuple,
        find_person=lambda person_id, now: None,
        outbound=Outbound(),
        chance=SystemChance(),
        part=lambda stores, client, now: None,
    )
    used = desk.register(ADMINISTRATOR, WANTED, NOW)

    def rotate(_number: int) -> str | None:
        try:
            return desk.rotate_secret(ADMINISTRATOR, used.client.client_id, NOW, revision=0).secret
        except ChangedMeanwhile:
            return None

    made = [secret for secret in together(rotate, 10) if secret]
    client = desk.show(ADMINISTRATOR, used.client.client_id)
    assert (len(made), client.revision) == (1, 1)
    assert all(is_secret_right(client, secret or "", NOW) for secret in (used.secret, *made))
