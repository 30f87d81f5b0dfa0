"""Does a repeated POST once, and answers it again (Idempotency-Key)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import msgspec

from idp.admin.api.idempotency import (
    LEASE,
    LIFE,
    LONGEST_KEY,
    Claim,
    IdempotencyStore,
    Kept,
    hash_key,
    hash_request,
)
from idp.admin.api.problems import Problem
from idp.oidc.http import Request, Response
from idp.sealing import Sealer


class ReplayStores(Protocol):
    """A unit of work that holds idempotency keys."""

    @property
    def idempotency(self) -> IdempotencyStore: ...


@dataclass(frozen=True, slots=True)
class Replaying:
    """Keeps answers for a day, sealed."""

    begin: Callable[[], AbstractContextManager[ReplayStores]]
    sealer: Sealer = field(repr=False)

    def once(
        self, actor_id: str, key: str, request: Request, now: datetime, act: Callable[[], Response]
    ) -> Response:
        """Return the answer of `act`, or the one it gave before. A refusal is not kept: correct it and use the key again.

        A key whose request was at work for longer than any takes can be used again, too: its process was killed.
        Raises Problem 400 for a key that is none, 422 for one that stands on another request, 409 while it is at work.
        """
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            raise Problem(400, "bad_idempotency_key", f"Idempotency-Key takes 1 to {LONGEST_KEY} characters")
        key_hash = hash_key(actor_id, key)
        request_hash = hash_request(request.method, request.path, request.body)
        claim = Claim(key_hash, now + LEASE)
        with self.begin() as stores:
            is_ours = stores.idempotency.claim(claim, request_hash, now)
            kept = None if is_ours else stores.idempotency.find(key_hash)
        if not is_ours:
            return self._repeat(key_hash, request_hash, kept)
        try:
            response = act()
        except BaseException:
            with self.begin() as stores:
                stores.idempotency.release(claim)
            raise
        with self.begin() as stores:
            stores.idempotency.keep(claim, response.status, self._seal(key_hash, response), now + LIFE)
        return response

    def _repeat(self, key_hash: str, request_hash: str, kept: Kept | None) -> Response:
        """Return the answer that was given; None is kept of a key that was given back this very moment."""
        if kept is not None and kept.request_hash != request_hash:
            raise Problem(422, "key_reused", "this Idempotency-Key was sent with another request")
        if kept is None or kept.sealed_answer is None:
            raise Problem(409, "still_at_work", "the same request is at work; ask again soon")
        return self._unseal(key_hash, kept.sealed_answer)

    def _seal(self, key_hash: str, response: Response) -> bytes:
        return self.sealer.seal(msgspec.json.encode(response), f"idempotency/{key_hash}")

    def _unseal(self, key_hash: str, sealed: bytes) -> Response:
        plain = self.sealer.unseal(sealed, f"idempotency/{key_hash}")
        return msgspec.json.decode(plain, type=Response)
