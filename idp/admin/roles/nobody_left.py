"""The refusal of a change after which nobody who administers would get into the console."""

from collections.abc import Sequence
from datetime import datetime

from idp.admin.people.decision_words import name_part
from idp.errors import Refusal
from idp.people.person import Person
from idp.people.protection import name_for_others
from idp.policy.drafts.administrators import Administrators, find_example
from idp.policy.rules import Policy


class NobodyLeft(Refusal):
    """After the change nobody who administers would get into the console.

    `last` are those who get in until then. The counter-example is in `detail`, without anything personal: how many
    others administer, and why they do not get in.
    """

    def __init__(self, last: Sequence[Person], left_count: int, counter_example: str) -> None:
        names = ", ".join(name_for_others(one) for one in last[:3])
        super().__init__(
            "nobody_left",
            status=409,
            parameters={"names": names or "–", "count": left_count},
            detail=f"after this, nobody who administers would get into the console; {counter_example}; "
            "let somebody else administer first",
        )


def tell_example(policy: Policy, left: Administrators, at: datetime) -> str:
    """Return why nobody who is left gets in: how many administer, and what one of them is answered at best."""
    nearest = find_example(policy, left, at)
    if nearest is None:
        return "nobody else is an administrator"
    why = ", ".join(map(name_part, nearest.decision.reasons))
    return (
        f"others who administer: {len(left.people)}, and none gets in "
        f"({why}, in {nearest.zone} with {nearest.level})"
    )
