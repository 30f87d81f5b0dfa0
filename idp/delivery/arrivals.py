"""Takes delivery reports in: what a gateway says, long after it took a message, of whether it arrived."""

import hmac
import json
import logging
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl

from idp.delivery.gateways.exchange import clean_reference
from idp.delivery.report import Arrival, ReportStore

LARGEST: Final = 4096
"""Bytes of a report."""

MOST_FIELDS: Final = 50

log = logging.getLogger(__name__)


class ReportStores(Protocol):
    """A unit of work in which a delivery report is noted."""

    @property
    def reports(self) -> ReportStore: ...


@dataclass(frozen=True, slots=True)
class ReportRules:
    """How one gateway's reports are known and read."""

    gateway: str
    password: str = field(repr=False)
    reference: str = "id"
    status: str = "status"
    delivered: frozenset[str] = frozenset({"delivered"})
    failed: frozenset[str] = frozenset({"failed"})

    def judge(self, state: object) -> Arrival:
        """Return what a state means, in any case of letters; one that nobody wrote down says nothing yet."""
        word = str(state).lower()
        if word in {known.lower() for known in self.delivered}:
            return "delivered"
        return "failed" if word in {known.lower() for known in self.failed} else "unknown"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Takes reports from gateways that prove who they are; a stranger learns nothing, not even which there are."""

    rules: Mapping[str, ReportRules]
    begin: Callable[[], AbstractContextManager[ReportStores]]

    def is_from(self, gateway: str, authorization: str, key: str) -> bool:
        """Say whether the report comes from this gateway: by HTTP Basic, or by `key` from the address's query.

        The database is not asked, so that a stranger's guesses cost nothing. Compares in constant time.
        """
        rules = self.rules.get(gateway)
        password = rules.password if rules else ""
        wanted = b64encode(f"{gateway}:{password}".encode())
        scheme, _, given = authorization.partition(" ")
        by_header = hmac.compare_digest(given.strip().encode(), wanted) and scheme.lower() == "basic"
        by_key = hmac.compare_digest(key.encode(), password.encode())
        return rules is not None and (by_header or by_key)

    def take(self, gateway: str, content_type: str, content: bytes, now: datetime) -> None:
        """Note what a known gateway says. What cannot be read, or names no message of ours, is passed over."""
        rules = self.rules[gateway]
        fields = read_fields(content_type, content)
        reference = clean_reference(fields.get(rules.reference, ""))
        if not reference:
            log.warning("delivery report not understood gateway=%s", gateway)
            return
        arrival = rules.judge(fields.get(rules.status, ""))
        with self.begin() as stores:
            is_known = stores.reports.note_arrival(gateway, reference, arrival, now, None)
        log.info("delivery report gateway=%s arrival=%s known=%s", gateway, arrival, is_known)


def read_fields(content_type: str, content: bytes) -> Mapping[str, Any]:
    """Return the fields of a JSON object or a form; empty when it is neither."""
    try:
        if content_type.partition(";")[0].strip().lower() == "application/json":
            said = json.loads(content)
            return said if isinstance(said, dict) else {}
        return dict(parse_qsl(content.decode("utf-8"), max_num_fields=MOST_FIELDS))
    except (ValueError, RecursionError):
        return {}
