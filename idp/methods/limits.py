"""What is counted together: guesses at one account from one kind of place, and guesses from one address."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from idp.methods.throttle import Bucket
from idp.people.person import Person
from idp.people.username import canonical_username

ONE_HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
"""How long wrong guesses at an account are remembered: stopping short of the limit and waiting a little gains nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the configuration as buckets.

    Inside and outside are counted apart, so that nobody on the Internet can lock an employee out of the office.
    Right passwords empty the password bucket only: whoever knows the password gains no more guesses at the code.
    """

    failures: int
    failures_per_address: int
    wait: timedelta
    codes_per_hour: int
    resend: timedelta
    codes_per_number: int = 10
    codes_per_address: int = 60

    def password(self, realm: str, username: str, *, is_inside: bool) -> Bucket:
        """Guesses at one account's password."""
        named = canonical_username(username) or username
        return Bucket("password", (realm, named, place(is_inside)), self.failures, ONE_DAY, self.wait)

    def factor(self, person: Person, *, is_inside: bool) -> Bucket:
        """Guesses at one person's second factor, over every method, code and sign-in."""
        return Bucket("factor", (person.person_id, place(is_inside)), self.failures, ONE_DAY, self.wait)

    def passkey(self, person: Person, *, is_inside: bool) -> Bucket:
        """Attempts with one person's passkeys before anybody is known."""
        return Bucket("passkey", (person.person_id, place(is_inside)), self.failures, ONE_DAY, self.wait)

    def address(self, address: str | None) -> Bucket:
        """Passwords tried from one address; an IPv6 address counts with its /64, which one household has."""
        subject = (group_address(address),)
        return Bucket("address", subject, self.failures_per_address, self.wait, self.wait, doubles=False)

    def codes(self, person_id: str) -> Bucket:
        """Codes sent to one person."""
        return Bucket("codes", (person_id,), self.codes_per_hour, ONE_HOUR, ONE_HOUR, doubles=False)

    def codes_to(self, e164: str) -> Bucket:
        """Codes sent to one mobile number, whoever it belongs to."""
        return Bucket("number", (e164,), self.codes_per_number, ONE_HOUR, ONE_HOUR, doubles=False)

    def codes_from(self, address: str | None) -> Bucket:
        """Codes asked for from one address, counted as `address` does."""
        subject = (group_address(address),)
        return Bucket("codes-from", subject, self.codes_per_address, ONE_HOUR, ONE_HOUR, doubles=False)

    def resends(self, person_id: str) -> Bucket:
        """The shortest wait between two codes to one person."""
        return Bucket("resend", (person_id,), 1, self.resend, self.resend, doubles=False)


def place(is_inside: bool) -> str:
    """Return the kind of place as a word."""
    return "inside" if is_inside else "outside"


def group_address(address: str | None) -> str:
    """Return what one household or one server shares: the IPv4 address, or the IPv6 /64."""
    if address is None:
        return "unknown"
    parsed = ip_address(address)
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
