"""Conditions on people as SQL: each is true or false of every row, never unknown."""

from operator import eq, ge, gt, le, lt
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from idp.admin.scim.filter import Operator
from idp.admin.scim.where import All, Compared, Field, InGroup, Neither, Perhaps, Where
from idp.admin.scim.where import Any as Either
from idp.storage.people.memberships import memberships
from idp.storage.people.people import people

COMPARE: Final = {
    Operator.EQ: eq,
    Operator.GT: gt,
    Operator.GE: ge,
    Operator.LT: lt,
    Operator.LE: le,
}
ESCAPE: Final = "\\"


def build_where(where: Where) -> ColumnElement[bool]:
    """Return the condition."""
    match where:
        case All(parts):
            return and_(true(), *map(build_where, parts))
        case Either(parts):
            return or_(false(), *map(build_where, parts))
        case Neither(part):
            return not_(build_where(part))
        case InGroup(group_id):
            inside = select(memberships.c.person_id).where(memberships.c.group_id == group_id)
            return people.c.person_id.in_(inside)
        case Perhaps(text, operator, value, or_protected):
            found: ColumnElement[bool] = func.lower(people.c[text.value]).like(
                write_loose(operator, value), escape=ESCAPE
            )
            found = and_(people.c[text.value].is_not(None), found)
            return or_(found, people.c.is_protected) if or_protected else found
        case Compared(field, operator, value):
            return build_test(field, operator, value)


def asks_nothing(where: Where) -> bool:
    """Say whether the conditions hold for everybody because there are none."""
    return isinstance(where, All) and all(map(asks_nothing, where.parts))


def build_test(field: Field, operator: Operator, value: Any) -> ColumnElement[bool]:
    """Return the condition on one field; what has no value compares with nothing."""
    column: ColumnElement[Any] = people.c[field.value]
    if field is Field.CREATED_AT:
        column = func.coalesce(people.c.created_at, people.c.updated_at, type_=people.c.updated_at.type)
    if operator is Operator.NE:
        return not_(build_test(field, Operator.EQ, value))
    if value is None:
        return column.is_(None)
    if operator in COMPARE:
        return and_(column.is_not(None), COMPARE[operator](column, value))
    return and_(column.is_not(None), column.like(write_like(operator, str(value)), escape=ESCAPE))


def write_like(operator: Operator, value: str) -> str:
    """Return the pattern for a part of a text, its signs meaning themselves."""
    escaped = "".join(f"{ESCAPE}{sign}" if sign in {"%", "_", ESCAPE} else sign for sign in value)
    return place(operator, escaped)


def write_loose(operator: Operator, value: str) -> str:
    """Return a pattern that matches the value whatever its case: letters beyond ASCII match anything."""
    folded = value.casefold()
    loose = "".join("%" if not sign.isascii() else write_like(Operator.EQ, sign) for sign in folded)
    return place(operator, loose)


def place(operator: Operator, pattern: str) -> str:
    """Return the pattern where the operator wants it: at the beginning, at the end, anywhere, or alone."""
    before = "%" if operator in {Operator.CO, Operator.EW} else ""
    after = "%" if operator in {Operator.CO, Operator.SW} else ""
    return f"{before}{pattern}{after}"
