"""Records the end of every message in the audit trail: delivery and audit are neighbours and know nothing of each other."""

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.delivery.report import Report


class DeliveryReports:
    """Implements `ReportStore`."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail

    def add(self, report: Report) -> None:
        if report.result == "put_back":
            return
        message = report.message
        self._trail.record(
            Event(
                choose_tag(report),
                report.at,
                person_id=message.person_id,
                client_id=message.client_id,
                outcome=report.error_class or "sent",
                details={"message_id": message.message_id, "kind": message.kind, "purpose": message.purpose},
            )
        )


def choose_tag(report: Report) -> Tag:
    """Return the tag for how the message ended."""
    if report.message.kind == "logout":
        return Tag.LOGOUT_SENT if report.result == "sent" else Tag.LOGOUT_FAILED
    return Tag.MESSAGE_SENT if report.result == "sent" else Tag.MESSAGE_FAILED
