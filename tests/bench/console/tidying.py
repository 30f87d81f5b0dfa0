"""Takes away what an earlier bench left behind, so that the seed is as it was."""

from sqlalchemy import Engine, delete, update

from idp.storage.methods.resets import method_resets
from idp.storage.people.role_grants import role_grants
from idp.storage.policy.drafts import policy_drafts
from idp.storage.policy.rehearsals import policy_rehearsals
from idp.storage.policy.versions import policy_versions
from tests.bench.console.seeding.services import DRAFT, VERSIONS, name_staff


def tidy_up(engine: Engine) -> None:
    """Delete versions and drafts of the policy, roles and resets that the seed did not have; its own resets wait again."""
    with engine.begin() as connection:
        connection.execute(delete(policy_rehearsals))
        connection.execute(delete(policy_versions).where(policy_versions.c.number > VERSIONS))
        connection.execute(delete(policy_drafts).where(policy_drafts.c.draft_id != DRAFT))
        connection.execute(delete(method_resets).where(method_resets.c.reset_id.not_like("reset-%")))
        connection.execute(
            update(method_resets).values(
                approved_by=None, approved_at=None, cancelled_by=None, cancelled_at=None
            )
        )
        connection.execute(delete(role_grants).where(role_grants.c.person_id != name_staff("owner")))
