"""Takes away what an earlier bench left behind, so that the seed is as it was."""

from sqlalchemy import Engine, delete

from idp.storage.people.role_grants import role_grants
from idp.storage.policy.drafts import policy_drafts
from idp.storage.policy.rehearsals import policy_rehearsals
from idp.storage.policy.versions import policy_versions
from tests.bench.console.seeding.services import DRAFT, VERSIONS, name_staff


def tidy_up(engine: Engine) -> None:
    """Delete versions and drafts of the policy, and roles, that the seed did not have."""
    with engine.begin() as connection:
        connection.execute(delete(policy_rehearsals))
        connection.execute(delete(policy_versions).where(policy_versions.c.number > VERSIONS))
        connection.execute(delete(policy_drafts).where(policy_drafts.c.draft_id != DRAFT))
        connection.execute(delete(role_grants).where(role_grants.c.person_id != name_staff("owner")))
