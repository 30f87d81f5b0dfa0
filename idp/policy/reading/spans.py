"""Reads spans of a day: two Swedish wall times each."""

import re
from typing import Final

from idp.policy.closures import DAY_MINUTES
from idp.policy.reading.fields import Fields

SPAN: Final = re.compile(r"([0-9]{2})\.([0-5][0-9])-([0-9]{2})\.([0-5][0-9])")

Minutes = tuple[int, int]


def read_span(table: Fields, key: str, written: object) -> Minutes | None:
    """Return the two wall times as minutes after midnight; None, and a fault, when they are not two."""
    found = SPAN.fullmatch(written) if isinstance(written, str) else None
    if found:
        hours = [int(number) for number in found.groups()]
        begins, ends = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if begins < DAY_MINUTES and ends <= DAY_MINUTES and begins != ends:
            return begins, ends
    table.note(
        key,
        f"holds {written!r}, which is no span of a day",
        'write it as "06.00-20.00", midnight as 24.00',
        "no_span",
        written=str(written),
    )
    return None


def read_spans(table: Fields, key: str) -> tuple[Minutes, ...]:
    """Return the spans under a key: one text, or a list of them. What is no span is a fault and left out."""
    written = table.value(key, '"06.00-20.00"')
    texts = written if isinstance(written, list) else [written]
    return tuple(span for text in texts if (span := read_span(table, key, text)))
