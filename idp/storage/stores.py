"""Every store, bound to one transaction. Each is made when first asked for."""

from collections.abc import Callable
from functools import cached_property

from sqlalchemy import Connection

import idp.storage.trail.journal  # noqa: F401 - registers its table
from idp.storage.changes import ChangeRows
from idp.storage.console import ConsoleSessionRows, PendingRows, StartingKeyRows
from idp.storage.delivery.alarms import AlarmRows
from idp.storage.delivery.breakers import BreakerRows
from idp.storage.delivery.delivery_reports import DeliveryReports
from idp.storage.delivery.message_desk import MessageDeskRows
from idp.storage.delivery.outbox import OutboxRows
from idp.storage.delivery.sms_ledger import SmsLedgerRows
from idp.storage.idempotency import IdempotencyRows
from idp.storage.interactions import InteractionRows
from idp.storage.methods.bypasses import BypassRows
from idp.storage.methods.challenges import ChallengeRows
from idp.storage.methods.codes import CodeRows
from idp.storage.methods.credentials import CredentialRows
from idp.storage.methods.devices import DeviceRows
from idp.storage.methods.holdings import HoldingRows
from idp.storage.methods.numbers import NumberRows
from idp.storage.methods.recovery import RecoveryRows
from idp.storage.methods.resets import ResetRows
from idp.storage.methods.throttle import ThrottleRows
from idp.storage.methods.token_imports import TokenImportRows
from idp.storage.methods.tokens import TokenRows
from idp.storage.oidc.assertions import AssertionRows
from idp.storage.oidc.clients import ClientRows
from idp.storage.oidc.consents import ConsentRows
from idp.storage.oidc.grants import GrantRows
from idp.storage.oidc.invitations import InvitationRows
from idp.storage.oidc.machine_tokens import MachineTokenRows
from idp.storage.people.accounts import AccountRows
from idp.storage.people.administrators import AdministratorRows
from idp.storage.people.imports import PeopleImportRows
from idp.storage.people.ldap_links import LdapLinkRows
from idp.storage.people.local_groups import LocalGroupRows
from idp.storage.people.people import PeopleRows
from idp.storage.people.provisioning import ProvisioningRows
from idp.storage.people.role_grants import RoleGrantRows
from idp.storage.people.search import PeopleSearch
from idp.storage.policy.drafts import PolicyDraftRows
from idp.storage.policy.rehearsals import PolicyRehearsalRows
from idp.storage.policy.versions import PolicyVersionRows
from idp.storage.sessions import SessionRows
from idp.storage.shared_trials import SharedTrialRows
from idp.storage.store_keys import StoreKeys
from idp.storage.trail.audit import AuditRows
from idp.storage.trail.daily_counts import DailyCountRows
from idp.storage.trail.history import HistoryRows
from idp.storage.trail.pages import TrailPages
from idp.storage.trail.search import AuditSearch
from idp.storage.trail.verifications import VerificationRows
from idp.storage.uploads import UploadRows


class Stores:
    """The stores of one unit of work; each property satisfies the Protocol its user declares.

    `bind` binds what waits in the journal: whoever reads the trail sees all that was committed.
    """

    def __init__(self, connection: Connection, keys: StoreKeys, bind: Callable[[Connection], None]) -> None:
        self._connection = connection
        self._keys = keys
        self._bind_all = bind

    @cached_property
    def accounts(self) -> AccountRows:
        return AccountRows(self._connection)

    @cached_property
    def administrators(self) -> AdministratorRows:
        return AdministratorRows(self._connection, self._keys.sealer)

    @cached_property
    def alarms(self) -> AlarmRows:
        return AlarmRows(self._connection)

    @cached_property
    def assertions(self) -> AssertionRows:
        return AssertionRows(self._connection)

    @cached_property
    def audit(self) -> AuditRows:
        return AuditRows(self._connection, self._bind)

    @cached_property
    def audit_search(self) -> AuditSearch:
        self._bind()
        return AuditSearch(self._connection)

    @cached_property
    def breakers(self) -> BreakerRows:
        return BreakerRows(self._connection)

    @cached_property
    def bypasses(self) -> BypassRows:
        return BypassRows(self._connection)

    @cached_property
    def changes(self) -> ChangeRows:
        return ChangeRows(self._connection)

    @cached_property
    def challenges(self) -> ChallengeRows:
        return ChallengeRows(self._connection)

    @cached_property
    def clients(self) -> ClientRows:
        return ClientRows(self._connection)

    @cached_property
    def codes(self) -> CodeRows:
        return CodeRows(self._connection)

    @cached_property
    def consents(self) -> ConsentRows:
        return ConsentRows(self._connection)

    @cached_property
    def console_pending(self) -> PendingRows:
        return PendingRows(self._connection)

    @cached_property
    def console_sessions(self) -> ConsoleSessionRows:
        return ConsoleSessionRows(self._connection)

    @cached_property
    def credentials(self) -> CredentialRows:
        return CredentialRows(self._connection)

    @cached_property
    def daily_counts(self) -> DailyCountRows:
        return DailyCountRows(self._connection, self._bind)

    @cached_property
    def devices(self) -> DeviceRows:
        return DeviceRows(self._connection)

    @cached_property
    def grants(self) -> GrantRows:
        return GrantRows(self._connection, self._keys.sealer)

    @cached_property
    def history(self) -> HistoryRows:
        self._bind()
        return HistoryRows(self._connection)

    @cached_property
    def holdings(self) -> HoldingRows:
        return HoldingRows(self._connection)

    @cached_property
    def idempotency(self) -> IdempotencyRows:
        return IdempotencyRows(self._connection)

    @cached_property
    def interactions(self) -> InteractionRows:
        return InteractionRows(self._connection, self._keys.sealer)

    @cached_property
    def invitations(self) -> InvitationRows:
        return InvitationRows(self._connection)

    @cached_property
    def ldap_links(self) -> LdapLinkRows:
        return LdapLinkRows(self._connection)

    @cached_property
    def local_groups(self) -> LocalGroupRows:
        return LocalGroupRows(self._connection)

    @cached_property
    def machine_tokens(self) -> MachineTokenRows:
        return MachineTokenRows(self._connection)

    @cached_property
    def message_desk(self) -> MessageDeskRows:
        return MessageDeskRows(self._connection, self.audit)

    @cached_property
    def numbers(self) -> NumberRows:
        return NumberRows(self._connection)

    @cached_property
    def outbox(self) -> OutboxRows:
        return OutboxRows(self._connection, self._keys.sealer)

    @cached_property
    def people(self) -> PeopleRows:
        return PeopleRows(self._connection, self._keys.sealer)

    @cached_property
    def policy_drafts(self) -> PolicyDraftRows:
        return PolicyDraftRows(self._connection)

    @cached_property
    def policy_rehearsals(self) -> PolicyRehearsalRows:
        return PolicyRehearsalRows(self._connection)

    @cached_property
    def policy_versions(self) -> PolicyVersionRows:
        return PolicyVersionRows(self._connection)

    @cached_property
    def people_import(self) -> PeopleImportRows:
        return PeopleImportRows(self._connection, self._keys.sealer)

    @cached_property
    def people_index(self) -> PeopleSearch:
        return PeopleSearch(self._connection)

    @cached_property
    def provisioning(self) -> ProvisioningRows:
        return ProvisioningRows(self._connection, self._keys.sealer)

    @cached_property
    def recovery(self) -> RecoveryRows:
        return RecoveryRows(self._connection)

    @cached_property
    def reports(self) -> DeliveryReports:
        return DeliveryReports(self._connection, self.audit)

    @cached_property
    def resets(self) -> ResetRows:
        return ResetRows(self._connection)

    @cached_property
    def role_grants(self) -> RoleGrantRows:
        return RoleGrantRows(self._connection)

    @cached_property
    def sessions(self) -> SessionRows:
        return SessionRows(self._connection)

    @cached_property
    def shared_trials(self) -> SharedTrialRows:
        return SharedTrialRows(self._connection, self._keys.sealer)

    @cached_property
    def sms_ledger(self) -> SmsLedgerRows:
        return SmsLedgerRows(self._connection)

    @cached_property
    def starting_keys(self) -> StartingKeyRows:
        return StartingKeyRows(self._connection)

    @cached_property
    def throttle(self) -> ThrottleRows:
        return ThrottleRows(self._connection)

    @cached_property
    def token_imports(self) -> TokenImportRows:
        return TokenImportRows(self._connection)

    @cached_property
    def tokens(self) -> TokenRows:
        return TokenRows(self._connection)

    @cached_property
    def trail_pages(self) -> TrailPages:
        self._bind()
        return TrailPages(self._connection)

    @cached_property
    def uploads(self) -> UploadRows:
        return UploadRows(self._connection, self._keys.sealer)

    def _bind(self) -> None:
        self._bind_all(self._connection)

    @cached_property
    def verifications(self) -> VerificationRows:
        return VerificationRows(self._connection)
