"""The signs that text messages cost more than they should, each seen in figures alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from idp.config.sections.alarms import Alarms
from idp.methods.sms.ladder import Ladder, Rung
from idp.methods.sms.ledger import Completion, Spent


class Sign(StrEnum):
    """What was seen; the value ends its text's key and stands in the audit trail."""

    UNUSED_IN_HOUR = "unused_in_hour"
    UNUSED_IN_DAY = "unused_in_day"
    SERIES = "series"
    REMIND = "remind"
    REASON = "reason"
    SPENT = "spent"
    DAY_SPENT = "day_spent"


@dataclass(frozen=True, slots=True)
class Seen:
    """One sign with its figures."""

    sign: Sign
    figures: Mapping[str, int]


def judge_completion(sign: Sign, completion: Completion, settings: Alarms) -> Seen | None:
    """Return the sign when there were codes enough to tell and too few of them were used: they went to nobody we know."""
    sent, used = completion.sent, completion.used
    if sent < settings.completion_samples or used * 100 >= settings.completion_percent * sent:
        return None
    return Seen(sign, {"sent_count": sent, "used_count": used})


def judge_series(largest: int, settings: Alarms) -> Seen | None:
    """Return the sign when many neighbouring numbers were sent codes that nobody used: somebody owns the series."""
    return Seen(Sign.SERIES, {"series_count": largest}) if largest >= settings.adjacent_numbers else None


def judge_spending(spent: Spent, ladder: Ladder) -> Seen | None:
    """Return the rung the month has reached, as a sign; or that the day's codes are all sent."""
    if spent.codes_today >= ladder.codes_per_day:
        return Seen(Sign.DAY_SPENT, {"sent_count": spent.codes_today})
    rung = ladder.find_rung(spent.month, spent.codes_today)
    if ladder.budget is None or rung is Rung.FREE:
        return None
    return Seen(Sign[rung.name], {"percent": int(spent.month * 100 // ladder.budget)})
