"""Everything that governs the policy of one installation, in one value for pages and the REST API."""

from dataclasses import dataclass

from idp.admin.policy.approving import Approving
from idp.admin.policy.drafting import Drafting
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import Faulty
from idp.admin.policy.publishing import Publishing
from idp.admin.policy.rehearsing import Rehearsing
from idp.admin.policy.reviewing import Reviewing
from idp.admin.policy.simulating import Simulating
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class PolicyDesk:
    """The desks. `policy` is the one in force, by which this very request was let in; `number` is its version."""

    policy: Policy
    number: int
    realms: tuple[str, ...]
    drafting: Drafting
    approving: Approving
    publishing: Publishing
    reviewing: Reviewing
    rehearsing: Rehearsing
    simulating: Simulating

    def find_policy(self, text: str | None) -> Policy | None:
        """Return the policy in a draft's text, or the one in force for None; None for a text that is no policy."""
        if text is None:
            return self.policy
        judged = judge(text, self.realms)
        return None if isinstance(judged, Faulty) else judged
