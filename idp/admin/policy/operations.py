"""The policy by the REST API: every operation, and what it takes."""

from typing import Final

from idp.admin.api.operation import Operation
from idp.admin.permissions import Permission
from idp.admin.policy.acting import PolicyOperations
from idp.admin.policy.desk import PolicyDesk
from idp.admin.policy.rehearsal_result import RehearsalResult
from idp.admin.policy.wire import (
    DraftChange,
    DraftWanted,
    MatrixRow,
    PolicyDraft,
    PolicyInForce,
    PolicyReview,
    PolicyVersion,
    RehearsalWanted,
    RollBackWanted,
    SimulatedAnswer,
    SimulationWanted,
)

READ: Final = (Permission.POLICY_READ,)
DRAFT: Final = (Permission.POLICY_DRAFT,)
PUBLISH: Final = (Permission.POLICY_PUBLISH,)
ONE: Final = "/policy/drafts/{draft_id}"
VERSION: Final = "/policy/versions/{number}"


def build_policy_operations(desk: PolicyDesk) -> tuple[Operation, ...]:
    """Return the operations."""
    does = PolicyOperations(desk)
    return (*_list_reading(does), *_list_drafting(does), *_list_steps(does))


def _list_reading(does: PolicyOperations) -> tuple[Operation, ...]:
    return (
        Operation(
            name="readPolicy",
            method="GET",
            path="/policy",
            permissions=READ,
            summary="The policy in force.",
            act=does.in_force,
            tag="policy",
            answer=PolicyInForce,
        ),
        Operation(
            name="listPolicyMatrix",
            method="GET",
            path="/policy/matrix",
            permissions=READ,
            summary="Who gets in where, how and when: a row for each service and zone.",
            act=does.matrix,
            tag="policy",
            answer=MatrixRow,
            is_list=True,
        ),
        Operation(
            name="simulateSignIn",
            method="POST",
            path="/policy/simulate",
            permissions=READ,
            summary="What somebody would be answered, why, and what would change it.",
            act=does.simulate,
            tag="policy",
            body=SimulationWanted,
            answer=SimulatedAnswer,
            is_list=True,
        ),
        Operation(
            name="listPolicyVersions",
            method="GET",
            path="/policy/versions",
            permissions=READ,
            summary="The published versions, the one in force first.",
            act=does.versions,
            tag="policy",
            answer=PolicyVersion,
            is_list=True,
        ),
        Operation(
            name="readPolicyVersion",
            method="GET",
            path=VERSION,
            permissions=READ,
            summary="One version with its text.",
            act=does.version,
            tag="policy",
            answer=PolicyVersion,
        ),
        Operation(
            name="rollBackPolicy",
            method="POST",
            path=f"{VERSION}/roll-back",
            permissions=PUBLISH,
            summary="Put an earlier version in force again, through the same checks.",
            act=does.roll_back,
            tag="policy",
            body=RollBackWanted,
            answer=PolicyVersion,
            replays=True,
        ),
    )


def _list_drafting(does: PolicyOperations) -> tuple[Operation, ...]:
    return (
        Operation(
            name="listPolicyDrafts",
            method="GET",
            path="/policy/drafts",
            permissions=READ,
            summary="The drafts, the latest changed first.",
            act=does.drafts,
            tag="policy",
            answer=PolicyDraft,
            is_list=True,
        ),
        Operation(
            name="createPolicyDraft",
            method="POST",
            path="/policy/drafts",
            permissions=DRAFT,
            summary="Begin a draft.",
            act=does.create,
            tag="policy",
            body=DraftWanted,
            answer=PolicyDraft,
            status=201,
            replays=True,
        ),
        Operation(
            name="readPolicyDraft",
            method="GET",
            path=ONE,
            permissions=READ,
            summary="One draft with its text.",
            act=does.draft,
            tag="policy",
            answer=PolicyDraft,
        ),
        Operation(
            name="changePolicyDraft",
            method="PUT",
            path=ONE,
            permissions=DRAFT,
            summary="Write another text into a draft.",
            act=does.change,
            tag="policy",
            body=DraftChange,
            answer=PolicyDraft,
            needs_match=True,
        ),
        Operation(
            name="discardPolicyDraft",
            method="DELETE",
            path=ONE,
            permissions=DRAFT,
            summary="Throw a draft away; it stays to be read.",
            act=does.discard,
            tag="policy",
            status=204,
            needs_match=True,
        ),
        Operation(
            name="reviewPolicyDraft",
            method="GET",
            path=f"{ONE}/review",
            permissions=READ,
            summary="A draft's faults with their counter-examples, what it changes for whom, and what takes two.",
            act=does.review,
            tag="policy",
            answer=PolicyReview,
        ),
        Operation(
            name="rehearsePolicyDraft",
            method="POST",
            path=f"{ONE}/rehearsal",
            permissions=DRAFT,
            summary="Ask for a rehearsal of the last days; it runs in the background.",
            act=does.rehearse,
            tag="policy",
            body=RehearsalWanted,
            status=202,
        ),
        Operation(
            name="readPolicyRehearsal",
            method="GET",
            path=f"{ONE}/rehearsal",
            permissions=READ,
            summary="What came of the latest rehearsal: who would be affected and how, and who would change zone.",
            act=does.rehearsal,
            tag="policy",
            answer=RehearsalResult,
        ),
    )


def _list_steps(does: PolicyOperations) -> tuple[Operation, ...]:
    steps = (
        ("submitPolicyDraft", "submit", DRAFT, "Hand a draft over for approval.", does.submit),
        ("approvePolicyDraft", "approve", PUBLISH, "Agree to a draft as it was read.", does.approve),
        ("giveBackPolicyDraft", "give-back", DRAFT, "Open a submitted draft again.", does.give_back),
    )
    publish = Operation(
        name="publishPolicyDraft",
        method="POST",
        path=f"{ONE}/publish",
        permissions=PUBLISH,
        summary="Put a draft in force.",
        act=does.publish,
        tag="policy",
        answer=PolicyVersion,
        needs_match=True,
    )
    return (
        *(
            Operation(
                name=name,
                method="POST",
                path=f"{ONE}/{step}",
                permissions=permissions,
                summary=summary,
                act=act,
                tag="policy",
                answer=PolicyDraft,
                needs_match=True,
            )
            for name, step, permissions, summary, act in steps
        ),
        publish,
    )
