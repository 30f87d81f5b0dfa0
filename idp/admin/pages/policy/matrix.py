"""The matrix service × zone × way to sign in × hour, with filters."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading, read_moment
from idp.policy.review.matrix import Row, build_matrix, collapse
from idp.policy.rules import EVERYONE, Policy


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked to be shown: all of it unless said. `at` leaves out what is closed then."""

    service: str = ""
    zone: str = ""
    level: str = ""
    group: str = ""
    at: datetime | None = None

    def shows(self, policy: Policy, row: Row) -> bool:
        """Say whether a service in a zone is asked for."""
        service = policy.services[row.service]
        return (
            self.service in {"", row.service}
            and self.zone in {"", *row.zones}
            and (not self.level or self.level in row.ways)
            and (not self.group or service.is_for(frozenset({self.group})))
            and (self.at is None or (bool(row.ways) and row.hours.is_open(self.at)))
        )


@dataclass(frozen=True, slots=True)
class MatrixPages:
    """The page `/admin/policy/matrix`."""

    reading: Reading

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show who gets in where, how and when; of a draft when the address names one."""
        policy, draft = self.reading.find_asked(caller)
        if policy is None:
            abort(404)
        filters = Filters(
            service=request.args.get("service", ""),
            zone=request.args.get("zone", ""),
            level=request.args.get("level", ""),
            group=request.args.get("group", ""),
            at=read_moment(request.args.get("at", "")),
        )
        rows = collapse(tuple(row for row in build_matrix(policy) if filters.shows(policy, row)))
        services: dict[str, list[Row]] = {}
        for row in rows:
            services.setdefault(row.service, []).append(row)
        groups = {group for service in policy.services.values() for group in service.groups}
        return render_template(
            "admin/policy/matrix.html",
            policy=policy,
            draft=draft,
            filters=filters,
            services=services,
            groups=sorted(groups - {EVERYONE}),
            words=self.reading.words(caller, policy),
        )
