"""One month's payslip, worked out from the employment. All amounts are whole öre, so nothing is lost in rounding."""

from dataclasses import dataclass
from datetime import date

from .employment import Employment, draw
from .payday import find_payday

UNSOCIAL_ORE_AN_HOUR = 7_150
WORKDAYS = 21
VACATION_DAYS = {6: 2, 7: 15, 12: 3}
VACATION_DAYS_A_YEAR = 25
VACATION_PER_DAY = 605
"""The supplement for one day of vacation: hundred-thousandths of the monthly salary (0.605 per cent)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its text's key, how many hours or days if that is told, and its amount, negative when deducted."""

    key: str
    amount_ore: int
    quantity: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Payslip:
    """A month's salary. `lines` make the gross; tax is taken from it, in whole kronor."""

    month: date
    paid_on: date
    lines: tuple[Line, ...]
    tax_ore: int
    vacation_days_left: int

    @property
    def gross_ore(self) -> int:
        return sum(line.amount_ore for line in self.lines)

    @property
    def net_ore(self) -> int:
        return self.gross_ore - self.tax_ore


def build_payslip(employment: Employment, year: int, month: int) -> Payslip:
    """Work out the payslip; the same employment and month always give the same one."""
    lines = [Line("salary", employment.monthly_ore)]
    if employment.has_unsocial_hours:
        hours = 8 + draw(employment.seed, f"ob {year}-{month}", 17)
        lines.append(Line("unsocial", hours * UNSOCIAL_ORE_AN_HOUR, hours, "hours"))
    if month in VACATION_DAYS:
        days = VACATION_DAYS[month]
        lines.append(
            Line("vacation", employment.monthly_ore * VACATION_PER_DAY * days // 100_000, days, "days")
        )
    lines.extend(_sick_lines(employment, year, month))
    gross = sum(line.amount_ore for line in lines)
    percent = 22 + min(8, gross // 600_000)
    taken = sum(days for taken_in, days in VACATION_DAYS.items() if taken_in <= month)
    return Payslip(
        month=date(year, month, 1),
        paid_on=find_payday(year, month),
        lines=tuple(lines),
        tax_ore=gross * percent // 100 // 100 * 100,
        vacation_days_left=VACATION_DAYS_A_YEAR - taken,
    )


def _sick_lines(employment: Employment, year: int, month: int) -> list[Line]:
    """Take the salary of one month in four's sick days and give 80 per cent back, less a fifth of a week's sick pay."""
    if draw(employment.seed, f"sick {year}-{month}", 4):
        return []
    days = 1 + draw(employment.seed, f"sick days {year}-{month}", 4)
    a_day = employment.monthly_ore // WORKDAYS
    sick_pay = a_day * days * 80 // 100
    waiting = min(sick_pay, a_day * 5 * 80 // 100 // 5)
    return [
        Line("sick", -a_day * days, days, "days"),
        Line("sick_pay", sick_pay, days, "days"),
        Line("waiting", -waiting),
    ]
