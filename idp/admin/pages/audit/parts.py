"""What the pages of the audit trail are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from idp.admin.audit.checkpoint_desk import CheckpointDesk
from idp.admin.audit.desk import AuditDesk
from idp.admin.audit.lines import LineWriter
from idp.admin.audit.people import Names
from idp.admin.audit.verifying import Verifying
from idp.admin.labels import Labels
from idp.admin.pages.console_page import Caller
from idp.people.directory import Directories
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class AuditPageParts:
    """Everything the pages need. `checkpoint_hours` is how often one is written by itself; None for never."""

    desk: AuditDesk
    checkpoints: CheckpointDesk
    verifying: Verifying
    directories: Directories
    labels: Labels
    policy: Callable[[], Policy]
    checkpoint_hours: int | None = None

    def write_lines(self, caller: Caller) -> LineWriter:
        """Return what writes rows in the caller's language, with the names that they may see."""
        visit = caller.visit
        return LineWriter(Names(self.directories, caller.actor, visit.now), self.labels, visit.language)
