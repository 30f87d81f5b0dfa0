"""The column type for money."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, TypeDecorator

SMALLEST = Decimal("0.01")
"""A hundredth of an öre, which is as finely as gateways bill."""


class Price(TypeDecorator[Decimal]):
    """Öre as a Decimal, kept as whole hundredths of an öre, so that sums are exact on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else int((value / SMALLEST).to_integral_value())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else int(value) * SMALLEST
