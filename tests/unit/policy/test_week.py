"""Opening hours are told in a few words."""

import pytest

from idp.policy.loading import parse_policy
from idp.policy.week import tell_hours
from tests.unit.policy.demo import TEXT


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('hours = "always"', "always"),
        ('hours = { daily = "05.00-23.00" }', "05–23"),
        ('hours = { daily = "05.00-24.00" }', "05–24"),
        ('hours = { mon-fri = ["06.00-11.30", "12.30-20.00"], sat = "08.00-12.00" }', "mon–fri 06–11.30 12.30–20, sat 08–12"),
        ('hours = { fri = "22.00-06.00" }', "fri 22–06"),
        ('hours = "always"\nclosed = [{ days_of_month = "18..19" }]', "always; closed day 18–19 of each month"),
        ('hours = "always"\nclosed = [{ yearly = "07-01..07-31", hours = "22.00-05.00" }]', "always; closed every 07-01–07-31 22–05"),
        ('hours = "always"\nclosed = [{ dates = "2026-12-24" }]', "always; closed 2026-12-24"),
        ('hours = "always"\nexceptions = [{ holidays = ["julafton"], hours = "never" }]', "always; closed julafton"),
        ('hours = { daily = "07.00-18.00" }\nexceptions = [{ dates = "2026-12-23..2026-12-24", hours = "07.00-12.00" }]', "07–18; 2026-12-23–2026-12-24 07–12"),
        ('hours = "always"\nexceptions = [{ holidays = ["public"], hours = "never" }]', "always; closed 13 holidays"),
        ('hours = "always"\nclosed = [{ yearly = "06-06" }, { days_of_month = "1" }]', "always; closed every 06-06; closed day 1 of each month"),
    ],
)  # fmt: skip
def test_hours_are_told_shortly(written: str, told: str) -> None:
    head, _, rest = TEXT.partition("[services.vab]")
    changed = rest.replace('hours = "always"', written, 1)
    policy = parse_policy(f"{head}[services.vab]{changed}", "policy.toml")
    assert tell_hours(policy.services["vab"].hours) == told
