"""Someone whom the command line keeps out: tokens are dead in the same transaction, and applications are told (SE6)."""

from pathlib import Path

from idp.config.settings import Config, Helpdesk, Municipality
from idp.ops.people.command import end_sessions
from tests.support.world import ANNA, ISSUER, World

CONFIG = Config(
    issuer=ISSUER,
    database="",
    keys=Path(),
    policy=Path(),
    municipality=Municipality(
        name="Prov kommun", helpdesk=Helpdesk(email="help@town.test", phone="0980-319 200")
    ),
)


def test_ending_a_persons_sessions_kills_tokens_and_tells_each_application(world: World) -> None:
    client = world.register(backchannel_logout_uri="https://payslips.test/backchannel")
    tokens = world.tokens(client)
    assert world.userinfo(tokens["access_token"]).status_code == 200
    with world.database.begin() as stores:
        ended = end_sessions(stores, world.logout, CONFIG, ANNA, world.clock())
    assert ended == 1
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert [notice.to for notice in world.waiting_notices()] == ["https://payslips.test/backchannel"]
