"""A policy of two networks, three levels and one service of each kind the list can show."""

from datetime import UTC, datetime
from ipaddress import ip_network

from idp.policy.hours import Hours, Window
from idp.policy.levels import Level, Levels
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import Policy, Service
from idp.policy.text import Text
from idp.policy.zones import Zone, Zones

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""A Monday at noon, Swedish time."""

ALWAYS = Hours(tuple(Window(day, 0, 24 * 60) for day in range(7)))
MORNINGS = Hours(tuple(Window(day, 6 * 60, 9 * 60) for day in range(7)))


def same(words: str) -> Text:
    """Return the words as they are in both languages."""
    return Text(words, words)


REMOTE = Zone("remote", False, (), ("sms", "app"), Text("På distans", "Remote"))
OFFICE = Zone(
    "office",
    True,
    (ip_network("192.0.2.0/26"),),
    ("password", "sms", "app"),
    Text("På kontoret", "At the office"),
)

LEVELS = Levels(
    (
        Level("password", frozenset({"password"}), ("pwd",), Text("Lösenord", "Password"), same("")),
        Level(
            "sms",
            frozenset({"password", "sms"}),
            ("pwd", "otp", "sms", "mfa"),
            Text("SMS-kod", "SMS code"),
            same(""),
        ),
        Level(
            "app",
            frozenset({"password", "totp"}),
            ("pwd", "otp", "mfa"),
            Text("Mobilapp", "Authenticator app"),
            same(""),
        ),
    )
)


def service(
    name: str,
    inside: str | None = "password",
    outside: str | None = "sms",
    *,
    group: str = "everyone",
    hours: Hours = ALWAYS,
    tile: bool = True,
    start: str | None = None,
) -> Service:
    """Return a service named by its id."""
    return Service(name, same(name), frozenset({group}), inside, outside, {}, hours, start, tile)


SERVICES = (
    service("portal"),
    service("enrolment", outside=None),
    service("journal", inside="app", outside=None),
    service("payroll", hours=MORNINGS),
    service("ledger", outside="app"),
    service("intranet"),
    service("secret", group="few"),
    service("plumbing", tile=False),
)

POLICY = Policy(Zones((REMOTE, OFFICE)), LEVELS, {one.id: one for one in SERVICES}, None, "")


def ask(zone: str, *methods: str) -> Question:
    """Return the question of an ordinary employee in `zone` who has just proved `methods` there."""
    proofs = tuple(Proof(method, NOON, zone) for method in methods)
    return Question(Subject(frozenset({"staff"}), "adm", True), proofs, zone, NOON, "portal")
