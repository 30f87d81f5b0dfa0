"""What goes on in the background: messages that wait to be sent, and what is looked after every minute."""

from collections.abc import Callable
from typing import Final

from idp.admin.keys.round import KeysRound
from idp.admin.statistics.counting import CountingRound
from idp.delivery.assembling import build_gateways
from idp.delivery.dispatcher import Dispatcher
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.smpp_receipts import ReceiptRound
from idp.delivery.texts import Texts
from idp.delivery.threads import DispatcherThreads
from idp.oidc.logout.ending import Logout
from idp.oidc.logout.rounds.closing import ClosingRound
from idp.oidc.logout.rounds.dismissal import Dismissal
from idp.oidc.logout.rounds.expiring import SecretReminders
from idp.oidc.logout.rounds.thread import Rounds
from idp.policy.rules import Policy
from idp.storage.trail.binder import Binder
from idp.wiring.keys import build_keys_desk
from idp.wiring.live import LiveApplication
from idp.wiring.parts import Parts
from idp.wiring.trails import build_checkpoint_rounds

LOOK_SECONDS: Final = 1.0
"""How often a process asks whether another policy is in force."""


def build_dispatcher(parts: Parts) -> DispatcherThreads:
    """Return the threads that send what waits in the outbox; start them in the process that serves."""
    return DispatcherThreads(Dispatcher(parts.database.begin, parts.senders, parts.clock))


def build_rounds(parts: Parts, dispatcher: DispatcherThreads, policy: Callable[[], Policy]) -> Rounds:
    """Return what is looked after in the background; start it in the process that serves. `policy` is that in force."""
    begin, idle = parts.database.begin, parts.config.sessions.idle
    logout = Logout(begin, parts.chance, dispatcher.wake, subject_key=parts.subject_key)
    gateways = build_gateways(parts.config.text_messages, parts.config.issuer)
    operators = [
        gateway for gateway in gateways if isinstance(gateway, SmppGateway) and gateway.settings.receipts
    ]
    return Rounds(
        [
            Dismissal(begin, parts.directories, logout.end, idle),
            ClosingRound(begin, parts.database.read, policy, logout, idle),
            ReceiptRound(operators, begin),
            SecretReminders(
                begin,
                parts.directories,
                parts.chance,
                Texts(parts.config.municipality, parts.catalogues).write_message,
                parts.config.municipality.helpdesk.email,
                dispatcher.wake,
            ),
            CountingRound(begin, parts.database.read),
            *build_checkpoint_rounds(parts),
            KeysRound(build_keys_desk(parts), parts.keyring),
        ],
        parts.clock,
    )


def build_policy_watch(parts: Parts, live: LiveApplication) -> Rounds:
    """Return what takes over a policy that is published; start it in the process that serves."""
    return Rounds([live], parts.clock, LOOK_SECONDS)


def build_binder(parts: Parts) -> Binder:
    """Return what binds the audit trail's chain; start it in the process that serves."""
    return Binder(parts.database)
