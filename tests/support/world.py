"""A whole provider in memory's reach: the real application and stores, a town's policy, a clock that stands still.

People sign in by `sign_in`, which writes the session that the sign-in pages would have made.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, redirect
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.app.create import create_app
from idp.app.parts import AppParts
from idp.app.placing import build_placing
from idp.chance import SystemChance
from idp.config.settings import Config, Helpdesk, Municipality
from idp.delivery.message import Message
from idp.i18n import load_catalogues
from idp.oidc.authorization.again import answer_again
from idp.oidc.clients.client import Client
from idp.oidc.clients.registry import ClientRegistry
from idp.oidc.endpoints import build_endpoints
from idp.oidc.endpoints.machines import build_doors
from idp.oidc.logout.ending import Logout
from idp.oidc.organisation import Organisation
from idp.oidc.origin import Origin
from idp.oidc.outbound import Outbound
from idp.oidc.provider import Provider
from idp.oidc.registration.registering import Registered, register
from idp.oidc.stores import OidcStores
from idp.people.directory import DirectoryUnavailable, RollCall
from idp.people.person import Person
from idp.policy.address import build_place
from idp.policy.loading import load_policy
from idp.sessions.cookies import Cookie, Cookies
from idp.sessions.csrf import csrf_token
from idp.sessions.session import AuthenticationEvent, Lifetimes, Session
from idp.signin.interaction import Interaction
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import Reception, hash_secret
from idp.signing.key import ALGS, OPENS, State, make_key
from idp.signing.keyring import Keyring
from idp.storage.oidc.exchanges import DatabaseExchanges
from idp.storage.presence import DatabasePresence
from idp.storage.unit_of_work import Database
from tests.support.methods import build_telling
from tests.support.web import Web

ISSUER = "https://idp.test"
CALLBACK = "https://payslips.test/callback"
SIGNED_OUT = "https://payslips.test/signed-out"
NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
"""A Wednesday at noon in Sweden, when every service of the town is open."""

OFFICE, HOME = "192.0.2.10", "203.0.113.200"
CSRF_KEY = b"c" * 32
SUBJECT_KEY = b"s" * 32
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()

POLICY = load_policy(Path(__file__).parents[2] / "idp/ops/demo/policy.toml")
KEYRING = Keyring(
    (
        *(make_key(alg, state, NOON) for alg in ALGS for state in (State.ACTIVE, State.NEXT)),
        make_key(OPENS, State.ACTIVE, NOON),
    )
)

ANNA = Person(
    person_id="p-anna",
    realm="adm",
    username="annand001",
    name="Anna Andersson",
    given_name="Anna",
    family_name="Andersson",
    email="anna.andersson@town.test",
    groups=frozenset({"alla-anstallda"}),
    unit="Kommunkontoret",
    title="Handläggare",
    is_active=True,
    is_protected=False,
    expires_at=None,
    updated_at=NOON - timedelta(days=100),
)
BERTIL = replace(ANNA, person_id="p-bertil", username="berber001", name="Bertil Berg", given_name="Bertil")


@dataclass
class StillClock:
    """A clock that moves when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """Move forward by the parts of a timedelta."""
        self.now += timedelta(**duration)


@dataclass
class Town:
    """The directory: who works here, as of this moment."""

    people: dict[str, Person] = field(default_factory=lambda: {one.person_id: one for one in (ANNA, BERTIL)})
    is_away: bool = False

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        if self.is_away:
            raise DirectoryUnavailable
        return self.people.get(person_id)

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        if self.is_away:
            return RollCall(unknown=frozenset(person_ids))
        return RollCall(frozenset(one.person_id for one in self.people.values() if one.is_active))

    def change(self, person_id: str, **changes: Any) -> None:
        """Change what the directory knows of someone."""
        self.people[person_id] = replace(self.people[person_id], **changes)


@dataclass
class Browser:
    """Someone's browser at some address. It follows no redirect by itself."""

    http: FlaskClient
    address: str

    def get(self, path: str, **parameters: str) -> TestResponse:
        """GET a path of the provider."""
        return self.http.get(path, query_string=parameters, environ_overrides={"REMOTE_ADDR": self.address})

    def post(self, path: str, **form: str) -> TestResponse:
        """POST a form to a path of the provider."""
        return self.http.post(path, data=form, environ_overrides={"REMOTE_ADDR": self.address})


@dataclass
class World:
    """The provider, its surroundings, and the moves that tests are made of."""

    app: Flask
    database: Database
    provider: Provider
    logout: Logout
    clock: StillClock
    town: Town
    web: Web

    def browser(self, address: str = OFFICE) -> Browser:
        """Open a new browser."""
        return Browser(self.app.test_client(), address)

    def register(self, **fields: Any) -> Registered:
        """Register a client; what is not said is an ordinary client of the town's payslips."""
        wanted = Client(
            **{
                "client_id": "",
                "name": "Lönebesked",
                "service": "lonebesked",
                "redirect_uris": (CALLBACK,),
                "post_logout_redirect_uris": (SIGNED_OUT,),
                "auth_method": "client_secret_basic",
                "grant_types": ("authorization_code", "refresh_token"),
                "scopes": ("openid", "profile", "email"),
                "created_at": self.clock(),
            }
            | fields
        )
        with self.database.begin() as stores:
            return register(stores, wanted, SystemChance(), self.clock())

    def part(self, stores: OidcStores, client: Client, now: datetime) -> bool:
        """Take the client out of every session, and have it told."""
        return self.logout.part(stores, client, now, idle=self.provider.lifetimes.idle)

    def sign_in(self, browser: Browser, *methods: str, person: Person = ANNA, zone: str = "admin") -> Session:
        """Give the browser a session in which the methods were proved just now, in the zone."""
        now, secret, chance = self.clock(), SystemChance().token(), SystemChance()
        events = tuple(AuthenticationEvent(method, now, zone) for method in methods or ("password",))
        session = Session(
            chance.identifier(),
            person.person_id,
            person.realm,
            events,
            zone,
            now,
            now,
            now + timedelta(hours=10),
        )
        with self.database.begin() as stores:
            stores.sessions.add(session, hash_secret(secret))
        browser.http.set_cookie(f"__Host-{Cookie.SESSION}", secret, domain="idp.test", secure=True)
        return session

    def authorize(self, browser: Browser, client: Client, **changes: str | None) -> TestResponse:
        """Send an ordinary authorization request with some parameters changed, or left out by None."""
        return browser.get("/authorize", **self.request(client, **changes))

    def request(self, client: Client, **changes: str | None) -> dict[str, str]:
        """Return an ordinary authorization request with some parameters changed, or left out by None."""
        parameters: dict[str, str | None] = {
            "client_id": client.client_id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid",
            "state": "state-1",
            "nonce": "nonce-1",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (parameters | changes).items() if value is not None}

    def get_code(
        self, registered: Registered, *methods: str, zone: str = "admin", **changes: str | None
    ) -> str:
        """Sign Anna in and return the code that an ordinary request gets."""
        browser = self.browser(OFFICE if zone == "admin" else HOME)
        self.sign_in(browser, *methods, zone=zone)
        return answer_of(self.authorize(browser, registered.client, **changes))["code"]

    def redeem(self, registered: Registered, code: str, **changes: str | None) -> TestResponse:
        """Send an ordinary token request for a code with some parameters changed, or left out by None."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
        }
        return self.token(registered, **(form | changes))

    def refresh(self, registered: Registered, refresh_token: str, **changes: str | None) -> TestResponse:
        """Send an ordinary refresh request."""
        return self.token(
            registered, **({"grant_type": "refresh_token", "refresh_token": refresh_token} | changes)
        )

    def token(self, registered: Registered, **form: str | None) -> TestResponse:
        """Send a token request as the client, by HTTP Basic when it has a secret."""
        client, secret = registered.client, registered.secret
        fields = {name: value for name, value in form.items() if value is not None}
        if secret is None:
            fields.setdefault("client_id", client.client_id)
        auth = (client.client_id, secret) if secret is not None else None
        return self.app.test_client().post("/token", data=fields, auth=auth)

    def tokens(
        self, registered: Registered, *methods: str, zone: str = "admin", **changes: str | None
    ) -> Any:
        """Sign Anna in and return the members of the token response."""
        return self.redeem(registered, self.get_code(registered, *methods, zone=zone, **changes)).json

    def userinfo(self, access_token: str) -> TestResponse:
        """Ask the userinfo endpoint with a token."""
        return self.app.test_client().get("/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def waiting_notices(self) -> list[Message]:
        """Take every logout notice that waits in the outbox."""
        with self.database.begin() as stores:
            claims = iter(lambda: stores.outbox.claim(self.clock(), ("logout",), timedelta(minutes=1)), None)
            return [claim.message for claim in claims]

    def count_tags(self, tag: str) -> int:
        """Return how many events of this kind the audit trail holds."""
        with self.database.begin() as stores:
            return sum(row.tag == tag for row in stores.audit.load_rows())


def build_world(
    database: Database, *, manages_sessions: bool = False, local_realms: frozenset[str] = frozenset()
) -> World:
    """Return a provider over an empty database; people of the local realms are looked for there, all others in the town."""
    clock, town, web, chance = StillClock(), Town(), Web(), SystemChance()
    config = Config(
        issuer=ISSUER,
        database="",
        keys=Path(),
        policy=Path(),
        municipality=Municipality(
            name="Prov kommun", helpdesk=Helpdesk(email="help@town.test", phone="0980-319 200")
        ),
    )
    lifetimes = Lifetimes(config.sessions.idle, config.sessions.absolute)
    provider = Provider(
        ISSUER,
        POLICY,
        database.begin,
        database.read,
        DatabaseExchanges(database),
        town,
        lambda: KEYRING,
        chance,
        lifetimes,
        config.tokens,
        build_telling(),
        Origin(build_place((), POLICY.zones)),
        ClientRegistry(),
        Organisation("Prov kommun", "2120009903"),
        outbound=Outbound(web),
        is_open_to_registration=True,
        manages_sessions=manages_sessions,
        local_realms=local_realms,
        subject_key=SUBJECT_KEY,
    )
    logout = Logout(database.begin, chance, subject_key=SUBJECT_KEY)
    cookies, catalogues = Cookies(is_secure=True), load_catalogues()
    visiting = Visiting(
        Reception(database.begin, DatabasePresence(database), town, logout.end, lifetimes),
        cookies,
        CSRF_KEY,
        build_placing(config, POLICY.zones, cookies),
        clock,
        chance,
        tuple(catalogues),
        tells_state=manages_sessions,
    )
    doors = build_doors(provider, clock)
    app = create_app(
        AppParts(
            config=config,
            policy=POLICY,
            catalogues=catalogues,
            visiting=visiting,
            clock=clock,
            chance=chance,
            blueprints=(build_endpoints(provider, doors, logout, visiting, begin_sign_in, clock),),
            doors=doors,
            answer_again=partial(answer_again, provider),
            is_ready=lambda: True,
        )
    )
    app.config["PREFERRED_URL_SCHEME"] = "https"
    app.config["SERVER_NAME"] = None
    app.test_client_class = SecureClient
    return World(app, database, provider, logout, clock, town, web)


class SecureClient(FlaskClient):
    """Calls the provider at its own address, over https."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        return super().open(*args, **({"base_url": ISSUER} | options))


def answer_of(response: TestResponse) -> dict[str, str]:
    """Return the parameters of a redirect to the client; fail when it leads anywhere else."""
    split = urlsplit(response.headers["Location"])
    assert f"{split.scheme}://{split.netloc}{split.path}" == CALLBACK, response.headers["Location"]
    return {name: values[0] for name, values in parse_qs(split.query, keep_blank_values=True).items()}


def claims_of(id_token: str) -> dict[str, Any]:
    """Return the claims of an ID token whose signature our published keys verify."""
    keys = KeySet.import_key_set(KEYRING.public_jwks())  # type: ignore[arg-type]
    return dict(jwt.decode(id_token, keys, algorithms=list(ALGS)).claims)


def half_of(token: str) -> str:
    """Return the left half of a token's SHA-256 in base64url, as at_hash has it."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def encode(**parameters: str) -> str:
    """Return urlencoded parameters."""
    return urlencode(parameters)


def begin_sign_in(parked: Interaction) -> WerkzeugResponse:
    """Send the browser to the sign-in, whose pages are not here."""
    return redirect(f"/signin/{parked.interaction_id}", 303)


def resume_of(location: str) -> str:
    """Return where a parked request is resumed, of the address of its sign-in or of one of its steps."""
    _, signin, interaction_id, *_ = location.split("/")
    assert signin == "signin"
    return f"/authorize/{interaction_id}"


def csrf_of(world: World, browser: Browser) -> str:
    """Return the token that a form given to this browser carries."""
    secrets = {cookie: browser.http.get_cookie(f"__Host-{cookie}", domain="idp.test") for cookie in Cookie}
    held = secrets[Cookie.BROWSER], secrets[Cookie.SESSION]
    assert held[0] is not None
    return csrf_token(CSRF_KEY, held[0].value, held[1].value if held[1] else None)
