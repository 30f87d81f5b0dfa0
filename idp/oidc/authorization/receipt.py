"""A receipt by mail when somebody opens a service that wants one, with the code by which they can say it was not them."""

from idp.methods.change import Change, ChangeKind
from idp.oidc.checks.case import Case
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores
from idp.signin.visit import Visit


def send_receipt(provider: Provider, stores: OidcStores, case: Case, visit: Visit) -> None:
    """Queue the receipt in the transaction that opens the service; nothing for a service that wants none.

    It is sent once for each application and signed-in time, not at every return to it.
    """
    client = case.get_client()
    service = provider.policy.services.get(provider.service_id(client.service))
    if service is None or not service.receipt or visit.person is None:
        return
    opened = Change(
        ChangeKind.SERVICE_OPENED,
        service.name.pick(visit.language),
        client.client_id,
        visit.zone,
    )
    provider.telling.tell_by_mail(stores, visit.person, opened, visit.language, visit.now)
