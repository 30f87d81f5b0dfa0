"""Nothing is done under an Idempotency-Key that somebody else holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from idp.admin.api.idempotency import IdempotencyStore
from idp.admin.api.problems import Problem
from idp.admin.api.replaying import Replaying
from idp.chance import SystemChance
from idp.oidc.http import Request, Response
from idp.sealing import Sealer
from tests.support.methods import NOW


class GivenBackMeanwhile:
    """A key that another holds when it is asked for, and nobody when it is looked at."""

    @property
    def idempotency(self) -> IdempotencyStore:
        return cast("IdempotencyStore", self)

    def claim(self, *_: object) -> bool:
        return False

    def find(self, _: str) -> None:
        return None


@contextmanager
def begin() -> Iterator[GivenBackMeanwhile]:
    yield GivenBackMeanwhile()


def test_a_key_that_its_holder_gives_back_this_moment_is_asked_for_again() -> None:
    def act() -> Response:
        raise AssertionError("done without the key")

    with pytest.raises(Problem) as refused:
        Replaying(begin, Sealer([b"k" * 32], SystemChance())).once("a", "k", Request("POST", "/"), NOW, act)
    assert (refused.value.status, refused.value.code) == (409, "still_at_work")
