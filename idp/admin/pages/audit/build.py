"""Lays out the pages of the audit trail, each with what opens it."""

from idp.admin.pages.audit.chain import ChainPages
from idp.admin.pages.audit.export import ExportPages
from idp.admin.pages.audit.parts import AuditPageParts
from idp.admin.pages.audit.search import SearchPages
from idp.admin.pages.console_page import ConsolePage
from idp.admin.permissions import Permission


def build_audit_pages(parts: AuditPageParts) -> tuple[ConsolePage, ...]:
    """Return the pages below `/admin/audit`."""
    search, export, chain = SearchPages(parts), ExportPages(parts), ChainPages(parts)
    reads, exports = (Permission.AUDIT_READ,), (Permission.AUDIT_EXPORT,)
    return (
        ConsolePage(rule="/audit", endpoint="audit", permissions=reads, act=search.show),
        ConsolePage(
            rule="/audit", endpoint="send_audit_search", permissions=reads, act=search.send, method="POST"
        ),
        ConsolePage(rule="/audit/<int:seq>", endpoint="audit_row", permissions=reads, act=search.show_row),
        ConsolePage(rule="/audit/export", endpoint="audit_export", permissions=exports, act=export.show),
        ConsolePage(
            rule="/audit/export",
            endpoint="send_audit_export",
            permissions=exports,
            act=export.send,
            method="POST",
            is_fresh=True,
        ),
        ConsolePage(rule="/audit/chain", endpoint="audit_chain", permissions=reads, act=chain.show),
        ConsolePage(
            rule="/audit/chain/verify",
            endpoint="verify_audit",
            permissions=reads,
            act=chain.verify,
            method="POST",
        ),
        ConsolePage(
            rule="/audit/chain/checkpoint",
            endpoint="make_checkpoint",
            permissions=exports,
            act=chain.download,
            method="POST",
        ),
    )
