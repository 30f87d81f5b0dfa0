"""What governing the policy needs of a unit of work."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from idp.audit.trail import Trail
from idp.policy.drafts.draft import DraftStore
from idp.policy.drafts.version import VersionStore
from idp.sessions.session import SessionStore


class PolicyStores(Protocol):
    """A unit of work that holds versions and drafts, and records each step."""

    @property
    def audit(self) -> Trail: ...

    @property
    def policy_drafts(self) -> DraftStore: ...

    @property
    def policy_versions(self) -> VersionStore: ...

    @property
    def sessions(self) -> SessionStore: ...


Begin = Callable[[], AbstractContextManager[PolicyStores]]
