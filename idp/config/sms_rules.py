"""What the settings about codes by text message and their cost must hold beyond types and ranges."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from phonenumbers import SUPPORTED_REGIONS

from idp.config.problems import Fault

Values = Mapping[str, Any]


def reminder_comes_before_the_question(values: Values) -> Iterator[Fault]:
    """The ladder is climbed upwards."""
    remind, reason = values.get("sms_budget.remind_at", 1), values.get("sms_budget.reason_at", 100)
    if remind > reason:
        what = f"{remind} percent comes after the question at {reason}"
        yield Fault("sms_budget.remind_at", what, f"write at most {reason}")


def money_has_a_price(values: Values) -> Iterator[Fault]:
    """A month's money is counted in what the gateways take, and so each of them says what that is."""
    if values.get("sms_budget.kronor_per_month") is None:
        return
    for gateway in values.get("text_messages.gateways", ()):
        if not gateway.price:
            what = f"the gateway {gateway.name!r} has no price, so that its messages cost nothing"
            yield Fault("sms_budget.kronor_per_month", what, "write price = … with every gateway")


def countries_are_countries(values: Values) -> Iterator[Fault]:
    """Codes go to countries that have telephone numbers, and to one at least."""
    countries = values.get("codes.countries", ("SE",))
    if not countries:
        yield Fault("codes.countries", "the list is empty", 'write at least one country, as in ["SE"]')
    for country in countries:
        if country not in SUPPORTED_REGIONS:
            what = f"{country!r} is not a country"
            yield Fault("codes.countries", what, 'write two capital letters, as in "SE"')


def alarms_reach_a_mailbox(values: Values) -> Iterator[Fault]:
    """Alarms are mailed to an address."""
    written = values.get("alarms.mail")
    if written is None:
        return
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", written):
        yield Fault("alarms.mail", f"{written!r} is not a mail address", 'write one as in "name@example.org"')


SMS_RULES: Final = (
    reminder_comes_before_the_question,
    money_has_a_price,
    countries_are_countries,
    alarms_reach_a_mailbox,
)
