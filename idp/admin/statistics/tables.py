"""The counts as CSV (RFC 4180): a line for each period and label."""

from collections.abc import Iterable
from decimal import Decimal

from idp.audit.daily import Counted
from idp.audit.export import write_csv
from idp.methods.sms.ladder import ORE_IN_A_KRONA
from idp.methods.sms.ledger import PeriodCost


def write_counts(counted: Iterable[Counted]) -> str:
    """Return the counts of one measure."""
    rows = [("period", "label", "count"), *((one.period, one.label, one.count) for one in counted)]
    return "".join(f"{write_csv(row)}\r\n" for row in rows)


def write_costs(costs: Iterable[PeriodCost]) -> str:
    """Return what text messages cost, in kronor."""
    rows = [("month", "kronor", "codes"), *((one.period, write_kronor(one.cost), one.codes) for one in costs)]
    return "".join(f"{write_csv(row)}\r\n" for row in rows)


def write_kronor(ore: Decimal) -> str:
    """Return öre as kronor with two decimals."""
    return f"{ore / ORE_IN_A_KRONA:.2f}"
