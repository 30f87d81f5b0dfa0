"""What of the policy waits for an administrator: a change that a second person has to read."""

from dataclasses import dataclass

from idp.admin.actor import Actor
from idp.admin.pages.console.parts import Attention
from idp.admin.permissions import Permission
from idp.admin.policy.approving import is_author
from idp.admin.policy.desk import PolicyDesk
from idp.policy.drafts.draft import DraftState
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class PolicyAttention:
    """Finds the drafts that this actor may agree to."""

    desk: PolicyDesk

    def __call__(self, actor: Actor, _visit: Visit) -> tuple[Attention, ...]:
        """Return one line for all of them; none when nothing waits, or for whoever may not approve."""
        if not actor.may(Permission.POLICY_PUBLISH):
            return ()
        drafts = self.desk.reviewing.look_over(actor).drafts
        waiting = [one for one in drafts if one.state is DraftState.SUBMITTED and not is_author(actor, one)]
        if not waiting:
            return ()
        return (Attention("console_policy.attention", "/admin/policy", {"n": len(waiting)}),)
