"""What the REST API's operations on the policy do: read it, try it, draft it, agree to it, publish it, take it back."""

from dataclasses import dataclass

from idp.admin.api.operation import Call, Listing, Told
from idp.admin.api.problems import Fault, Faults, NotFound
from idp.admin.policy.answers import read_revision, refuse, tag_of, tell_answer, tell_step
from idp.admin.policy.desk import PolicyDesk
from idp.admin.policy.publishing import Published
from idp.admin.policy.rehearsal_result import RehearsalResult
from idp.admin.policy.simulating import Answer, Wanted
from idp.admin.policy.wire import (
    DraftChange,
    DraftWanted,
    MatrixRow,
    PolicyInForce,
    PolicyReview,
    PolicyVersion,
    RehearsalWanted,
    RollBackWanted,
    SimulationWanted,
    tell_draft,
    tell_review,
    tell_version,
)
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.rehearsal_run import RehearsalRun
from idp.policy.drafts.version import Version
from idp.policy.review.matrix import build_matrix
from idp.policy.rules import Policy
from idp.policy.week import tell_hours


@dataclass(frozen=True, slots=True)
class PolicyOperations:
    """What each operation does."""

    desk: PolicyDesk

    def in_force(self, _call: Call) -> PolicyInForce:
        number, text = self.desk.reviewing.load_text()
        return PolicyInForce(number=number, text=text)

    def matrix(self, _call: Call) -> Listing:
        policy = self.desk.policy
        return Listing(
            tuple(
                MatrixRow(
                    service=row.service,
                    zone=row.zones[0],
                    opens_with=row.ways,
                    too_weak=tuple(name for name in row.offered if name not in row.ways),
                    groups=tuple(sorted(policy.services[row.service].groups)),
                    hours=tell_hours(row.hours),
                )
                for row in build_matrix(policy)
            )
        )

    def versions(self, call: Call) -> Listing:
        return Listing(tuple(map(tell_version, self.desk.reviewing.look_over(call.actor).versions)))

    def version(self, call: Call) -> PolicyVersion:
        found = self.desk.reviewing.find_version(call.actor, read_number(call))
        if found is None:
            raise NotFound
        return tell_version(found, with_text=True)

    def roll_back(self, call: Call) -> PolicyVersion:
        wanted: RollBackWanted = call.body
        return self._tell(
            self.desk.publishing.roll_back(call.actor, read_number(call), wanted.reason, call.now)
        )

    def drafts(self, call: Call) -> Listing:
        return Listing(tuple(map(tell_draft, self.desk.reviewing.look_over(call.actor).drafts)))

    def draft(self, call: Call) -> Told:
        found = self._get(call)
        return Told(tell_draft(found, with_text=True), etag=tag_of(found.revision))

    def review(self, call: Call) -> PolicyReview:
        return tell_review(self.desk.reviewing.review(call.actor, self._get(call), call.now))

    def create(self, call: Call) -> Told:
        wanted: DraftWanted = call.body
        made = self.desk.drafting.create(
            call.actor, wanted.reason, call.now, text=wanted.text, returns_to=wanted.returns_to
        )
        if not isinstance(made, Draft):
            refuse(made)
        return Told(tell_draft(made), location=f"/policy/drafts/{made.draft_id}", etag=tag_of(made.revision))

    def change(self, call: Call) -> Told:
        wanted: DraftChange = call.body
        return tell_step(
            self.desk.drafting.change(
                call.actor,
                call.path["draft_id"],
                read_revision(call),
                wanted.text,
                wanted.reason,
                wanted.based_on,
                call.now,
            )
        )

    def discard(self, call: Call) -> None:
        tell_step(
            self.desk.drafting.discard(call.actor, call.path["draft_id"], read_revision(call), call.now)
        )

    def submit(self, call: Call) -> Told:
        approving = self.desk.approving
        return tell_step(approving.submit(call.actor, call.path["draft_id"], read_revision(call), call.now))

    def approve(self, call: Call) -> Told:
        approving = self.desk.approving
        return tell_step(approving.approve(call.actor, call.path["draft_id"], read_revision(call), call.now))

    def give_back(self, call: Call) -> Told:
        approving = self.desk.approving
        return tell_step(
            approving.give_back(call.actor, call.path["draft_id"], read_revision(call), call.now)
        )

    def publish(self, call: Call) -> PolicyVersion:
        publishing = self.desk.publishing
        return self._tell(
            publishing.publish(call.actor, call.path["draft_id"], read_revision(call), call.now)
        )

    def rehearse(self, call: Call) -> None:
        wanted: RehearsalWanted = call.body
        run = self.desk.rehearsing.ask(call.actor, call.path["draft_id"], wanted.days, call.now)
        if not isinstance(run, RehearsalRun):
            refuse(run)

    def rehearsal(self, call: Call) -> RehearsalResult:
        found = self.desk.rehearsing.find_latest(self._get(call).draft_id)
        if found is None or found[1] is None:
            raise NotFound("no rehearsal of this draft is done; ask for one, or wait until it is")
        return found[1]

    def simulate(self, call: Call) -> Listing:
        body: SimulationWanted = call.body
        wanted = Wanted(
            at=body.at or call.now,
            method=body.method,
            username=body.username,
            realm=body.realm,
            groups=body.groups,
            zone=body.zone,
            address=body.address,
            service=body.service,
        )
        found = self.desk.simulating.ask(call.actor, self._find_policy(call, body.draft_id), wanted, call.now)
        if problems := [one for one in found if isinstance(one, Problem)]:
            raise Faults(tuple(Fault(one.field_name, one.key.rpartition(".")[2]) for one in problems))
        return Listing(tuple(tell_answer(one) for one in found if isinstance(one, Answer)))

    def _find_policy(self, call: Call, draft_id: str | None) -> Policy:
        if draft_id is None:
            return self.desk.policy
        draft = self.desk.reviewing.find_draft(call.actor, draft_id)
        policy = self.desk.find_policy(draft.text) if draft else None
        if policy is None:
            raise Faults((Fault("draft_id", "there is no such draft, or it has faults"),))
        return policy

    def _get(self, call: Call) -> Draft:
        found = self.desk.reviewing.find_draft(call.actor, call.path["draft_id"])
        if found is None:
            raise NotFound
        return found

    @staticmethod
    def _tell(done: Published) -> PolicyVersion:
        if not isinstance(done, Version):
            refuse(done)
        return tell_version(done)


def read_number(call: Call) -> int:
    """Return the version's number that the address names. Raises NotFound for what is no number."""
    written = call.path["number"]
    if not written.isdecimal() or len(written) > len("1000000"):
        raise NotFound
    return int(written)
