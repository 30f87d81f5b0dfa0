"""One key as it is shown: what it is for, where it stands, and when it will move on. Nothing of its private half."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.signing.key import Kind, OwnKey, State
from idp.signing.keyring import Keyring
from idp.signing.rotation import KEPT_AFTER_USE, PUBLISHED_BEFORE_USE


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key. `use` is `sig` or `enc`; every key here is published.

    `made_at` and `activated_at` are None where the folder is older than the note of them. `signs_from` is when a next
    key may sign, `rotates_at` when an active one is replaced by itself, `leaves_at` when a retired one goes.
    """

    kid: str
    alg: Kind
    use: str
    state: State
    since: datetime
    made_at: datetime | None = None
    activated_at: datetime | None = None
    retired_at: datetime | None = None
    signs_from: datetime | None = None
    rotates_at: datetime | None = None
    leaves_at: datetime | None = None


def find_ready(lines: Iterable[KeyLine]) -> datetime | None:
    """Return when the last of the next keys may sign; None when there is none."""
    return max((line.signs_from for line in lines if line.signs_from is not None), default=None)


def build_line(key: OwnKey, rotated_after: timedelta | None) -> KeyLine:
    """Return the key as it is shown; `rotated_after` is None when nothing rotates keys by itself."""
    is_next, is_active, is_retired = (
        key.state is state for state in (State.NEXT, State.ACTIVE, State.RETIRED)
    )
    return KeyLine(
        kid=key.kid,
        alg=key.alg,
        use=key.use,
        state=key.state,
        since=key.since,
        made_at=key.made_at,
        activated_at=key.activated_at,
        retired_at=key.since if is_retired else None,
        signs_from=key.since + PUBLISHED_BEFORE_USE if is_next else None,
        rotates_at=key.since + rotated_after if is_active and rotated_after else None,
        leaves_at=key.since + KEPT_AFTER_USE if is_retired else None,
    )


def build_lines(keyring: Keyring, rotated_after: timedelta | None = None) -> tuple[KeyLine, ...]:
    """Return every key, those in use first, then those to come, then those that were."""
    order = (State.ACTIVE, State.NEXT, State.RETIRED)
    keys = sorted(keyring.keys, key=lambda key: (order.index(key.state), key.alg))
    return tuple(build_line(key, rotated_after) for key in keys)
