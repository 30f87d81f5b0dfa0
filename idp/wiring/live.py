"""The web application of a running process, under the policy in force."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from idp.delivery.threads import DispatcherThreads
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import read_in_force
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy
from idp.wiring.app import build_app
from idp.wiring.parts import Parts

log = logging.getLogger(__name__)


class LiveApplication:
    """Takes over a policy that is published, without a restart and between two requests.

    A new policy is a new application beside the old one, put in its place when it is whole. Each request is answered from
    beginning to end by the one that was there when it came, so no request sees two policies.
    """

    def __init__(self, parts: Parts, dispatcher: DispatcherThreads) -> None:
        self._parts = parts
        self._dispatcher = dispatcher
        self._refused = 0
        self._app = build_app(parts, dispatcher)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._app(environ, start_response)

    def policy(self) -> Policy:
        """Return the policy that requests are answered under now."""
        return self._parts.policy

    def run(self, now: datetime) -> None:  # noqa: ARG002 - a round's signature
        """Look once whether another policy is in force, and take it over.

        One that this program cannot use leaves the old one where it is; the log says so once.
        """
        with self._parts.database.read() as stores:
            number = stores.policy_versions.find_newest_number()
            if number in (self._parts.policy_number, self._refused):
                return
            version = stores.policy_versions.find(number)
        try:
            in_force = read_in_force(version, self._parts.config.policy, REALMS)
        except PolicyError:
            self._refused = number
            log.error("policy version %d cannot be used here and is not taken over", number)
            return
        parts = replace(
            self._parts, policy=in_force.policy, policy_number=in_force.number, policy_text=in_force.text
        )
        self._app = build_app(parts, self._dispatcher)
        self._parts = parts
        log.info("policy version %d is in force", in_force.number)
