"""Every route says what guards it, and the guard turns a stranger away.

The stranger comes from outside with nothing: no session, no form token, no client's secret, no request under way.
A route that is not in the table fails the test, and so does a row for a route that is gone.
"""

from enum import Enum
from urllib.parse import urlsplit

import pytest
from flask import Flask

ORIGIN = "http://localhost:8000"


class G(Enum):
    """What stands before a route, the statuses it gives a stranger, and where it sends a stranger on to."""

    OPEN = ("open to all", {200, 404}, "")
    CHECKED_REQUEST = ("a request that passes the checks", {400}, "")
    CLIENT_OR_TOKEN = ("a client's proof or an access token", {400, 401}, "")
    OWN_REQUEST = ("the browser that began the request", {404}, "")
    FORM_TOKEN = ("a form token", {403}, "")
    GATEWAY = ("a gateway's password", {401}, "")
    ENROLMENT = ("the policy's service enrolment: inside only", {403}, "")
    HELPDESK = ("the policy's service helpdesk, which strangers do not know of", {404}, "")
    CONSOLE = ("the policy's service console, which strangers do not know of, and a role", {404}, "")
    CONSOLE_SIGN_IN = ("the sign-in at the provider", {303}, "/authorize")
    API_TOKEN = ("an access token for the REST API", {401}, "")
    SCIM_TOKEN = ("an access token for SCIM", {401}, "")
    PORTAL = ("the policy's service portal", {303, 404}, "/signin/")
    NOBODY_TO_SIGN_OUT = ("harmless without a session", {303}, "/signed-out")
    LIVE_SESSION = ("a live session and its form token", {303}, "/session/ended")


ROUTES = {
    "GET /": G.PORTAL,
    "GET /.well-known/openid-configuration": G.OPEN,
    "GET /about/accessibility": G.OPEN,
    "GET /about/privacy": G.OPEN,
    "GET /acr/<level>/<zone>": G.OPEN,
    "GET /authn/<level>": G.OPEN,
    "GET /check-session": G.OPEN,
    "GET /admin": G.CONSOLE,
    "GET /admin/audit": G.CONSOLE,
    "GET /admin/audit/<int:seq>": G.CONSOLE,
    "GET /admin/audit/chain": G.CONSOLE,
    "GET /admin/audit/export": G.CONSOLE,
    "GET /admin/clients": G.CONSOLE,
    "GET /admin/clients/<client_id>": G.CONSOLE,
    "GET /admin/clients/<client_id>/<act>": G.CONSOLE,
    "GET /admin/clients/<client_id>/access": G.CONSOLE,
    "GET /admin/clients/<client_id>/edit/<topic>": G.CONSOLE,
    "GET /admin/clients/<client_id>/owners": G.CONSOLE,
    "GET /admin/clients/<client_id>/recipes": G.CONSOLE,
    "GET /admin/clients/<client_id>/secrets": G.CONSOLE,
    "GET /admin/clients/<client_id>/secrets/new": G.CONSOLE,
    "GET /admin/clients/<client_id>/test": G.CONSOLE,
    "GET /admin/clients/<client_id>/test/<trial_id>": G.CONSOLE,
    "POST /admin/clients/<client_id>/test/<trial_id>": G.CONSOLE,
    "GET /admin/clients/new": G.CONSOLE,
    "GET /admin/clients/new/<kind>": G.CONSOLE,
    "GET /admin/statistics": G.CONSOLE,
    "GET /admin/statistics/<name>.csv": G.CONSOLE,
    "POST /admin/audit": G.CONSOLE,
    "POST /admin/audit/chain/checkpoint": G.CONSOLE,
    "POST /admin/audit/chain/verify": G.CONSOLE,
    "POST /admin/audit/export": G.CONSOLE,
    "POST /admin/clients/<client_id>/<act>": G.CONSOLE,
    "POST /admin/clients/<client_id>/edit/<topic>": G.CONSOLE,
    "POST /admin/clients/<client_id>/owners": G.CONSOLE,
    "POST /admin/clients/<client_id>/owners/<person_id>/remove": G.CONSOLE,
    "POST /admin/clients/<client_id>/secrets/new": G.CONSOLE,
    "POST /admin/clients/new/<kind>": G.CONSOLE,
    "DELETE /admin/api/v1/<path:rest>": G.API_TOKEN,
    "GET /admin/api/v1/<path:rest>": G.API_TOKEN,
    "PATCH /admin/api/v1/<path:rest>": G.API_TOKEN,
    "POST /admin/api/v1/<path:rest>": G.API_TOKEN,
    "PUT /admin/api/v1/<path:rest>": G.API_TOKEN,
    "GET /admin/api/v1/openapi.json": G.OPEN,
    "GET /admin/people": G.CONSOLE,
    "POST /admin/people": G.CONSOLE,
    "GET /admin/people/<person_id>": G.CONSOLE,
    "GET /admin/people/<person_id>/why": G.CONSOLE,
    "GET /admin/people/<person_id>/unlock": G.CONSOLE,
    "POST /admin/people/<person_id>/unlock": G.CONSOLE,
    "GET /admin/people/<person_id>/groups": G.CONSOLE,
    "POST /admin/people/<person_id>/groups": G.CONSOLE,
    "GET /admin/people/<person_id>/access": G.CONSOLE,
    "POST /admin/people/<person_id>/access": G.CONSOLE,
    "GET /admin/people/<person_id>/end": G.CONSOLE,
    "POST /admin/people/<person_id>/end": G.CONSOLE,
    "GET /admin/people/<person_id>/reset": G.CONSOLE,
    "POST /admin/people/<person_id>/reset": G.CONSOLE,
    "GET /admin/people/<person_id>/token": G.CONSOLE,
    "POST /admin/people/<person_id>/token": G.CONSOLE,
    "GET /admin/resets": G.CONSOLE,
    "GET /admin/resets/<reset_id>": G.CONSOLE,
    "POST /admin/resets/<reset_id>": G.CONSOLE,
    "GET /admin/tokens": G.CONSOLE,
    "GET /admin/tokens/import": G.CONSOLE,
    "POST /admin/tokens/import": G.CONSOLE,
    "POST /admin/tokens/import/<import_id>": G.CONSOLE,
    "GET /admin/tokens/<token_id>": G.CONSOLE,
    "GET /admin/tokens/<token_id>/take-back": G.CONSOLE,
    "POST /admin/tokens/<token_id>/take-back": G.CONSOLE,
    "GET /admin/begin": G.CONSOLE,
    "POST /admin/begin": G.CONSOLE,
    "GET /admin/callback": G.CHECKED_REQUEST,
    "GET /admin/keys": G.CONSOLE,
    "GET /admin/keys/<kid>/revoke": G.CONSOLE,
    "POST /admin/keys/<kid>/revoke": G.CONSOLE,
    "GET /admin/keys/rotate": G.CONSOLE,
    "POST /admin/keys/rotate": G.CONSOLE,
    "POST /admin/leave": G.FORM_TOKEN,
    "GET /admin/people/import": G.CONSOLE,
    "POST /admin/people/import": G.CONSOLE,
    "GET /admin/people/import/<upload_id>": G.CONSOLE,
    "POST /admin/people/import/<upload_id>": G.CONSOLE,
    "GET /admin/roles": G.CONSOLE,
    "GET /admin/roles/<person_id>/<role>/take-back": G.CONSOLE,
    "POST /admin/roles/<person_id>/<role>/take-back": G.CONSOLE,
    "GET /admin/policy": G.CONSOLE,
    "GET /admin/policy/matrix": G.CONSOLE,
    "GET /admin/policy/simulate": G.CONSOLE,
    "POST /admin/policy/simulate": G.CONSOLE,
    "GET /admin/policy/versions/<int:number>": G.CONSOLE,
    "POST /admin/policy/versions/<int:number>": G.CONSOLE,
    "GET /admin/policy/drafts/new": G.CONSOLE,
    "POST /admin/policy/drafts/new": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/edit": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/edit": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/guided": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/services/<service>": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/services/<service>": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/services/<service>/days": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/services/<service>/days": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/services/<service>/facts": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/services/<service>/facts": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/zones/<zone>": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/zones/<zone>": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/zones/<zone>/facts": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/zones/<zone>/facts": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/default-service": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/default-service": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/levels/<level>": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/levels/<level>": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/new-level": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/new-level": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/levels/<level>/remove": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/levels/<level>/remove": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/new-service": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/new-service": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/new-zone": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/new-zone": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/services/<service>/remove": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/services/<service>/remove": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/zones/<zone>/remove": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/zones/<zone>/remove": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/approve": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/approve": G.CONSOLE,
    "GET /admin/policy/drafts/<draft_id>/publish": G.CONSOLE,
    "POST /admin/policy/drafts/<draft_id>/publish": G.CONSOLE,
    "GET /admin/roles/give": G.CONSOLE,
    "POST /admin/roles/give": G.CONSOLE,
    "GET /admin/sign-in": G.CONSOLE_SIGN_IN,
    "GET /authorize": G.CHECKED_REQUEST,
    "POST /authorize": G.CHECKED_REQUEST,
    "GET /authorize/<interaction_id>": G.OWN_REQUEST,
    "POST /authorize/<interaction_id>/cancel": G.FORM_TOKEN,
    "POST /authorize/<interaction_id>/consent": G.FORM_TOKEN,
    "POST /delivery/<gateway>/report": G.GATEWAY,
    "POST /demo/zone": G.FORM_TOKEN,
    "GET /end-session": G.NOBODY_TO_SIGN_OUT,
    "POST /end-session": G.NOBODY_TO_SIGN_OUT,
    "POST /end-session/confirmed": G.FORM_TOKEN,
    "GET /health/live": G.OPEN,
    "GET /help": G.OPEN,
    "GET /help/<topic>": G.OPEN,
    "GET /helpdesk": G.HELPDESK,
    "GET /helpdesk/<bypass_id>": G.HELPDESK,
    "POST /helpdesk/<bypass_id>": G.HELPDESK,
    "GET /helpdesk/new": G.HELPDESK,
    "POST /helpdesk/new": G.HELPDESK,
    "GET /health/ready": G.OPEN,
    "GET /jwks": G.OPEN,
    "GET /logo/<client_id>": G.OPEN,
    "GET /not-me": G.OPEN,
    "POST /not-me": G.FORM_TOKEN,
    "DELETE /scim/v2/<path:rest>": G.SCIM_TOKEN,
    "GET /scim/v2/<path:rest>": G.SCIM_TOKEN,
    "PATCH /scim/v2/<path:rest>": G.SCIM_TOKEN,
    "POST /scim/v2/<path:rest>": G.SCIM_TOKEN,
    "PUT /scim/v2/<path:rest>": G.SCIM_TOKEN,
    "GET /services/<service_id>/start": G.PORTAL,
    "GET /services/<service_id>/why": G.PORTAL,
    "GET /session": G.OPEN,
    "GET /session/ended": G.OPEN,
    "GET /session/ending": G.LIVE_SESSION,
    "POST /session/extend": G.LIVE_SESSION,
    "GET /settings": G.PORTAL,
    "GET /settings/changes": G.PORTAL,
    "GET /settings/changes/<change_id>": G.PORTAL,
    "POST /settings/changes/<change_id>": G.PORTAL,
    "GET /settings/devices": G.ENROLMENT,
    "GET /settings/devices/<device_id>/remove": G.ENROLMENT,
    "POST /settings/devices/<device_id>/remove": G.ENROLMENT,
    "GET /settings/devices/<device_id>/rename": G.ENROLMENT,
    "POST /settings/devices/<device_id>/rename": G.ENROLMENT,
    "GET /settings/devices/add": G.ENROLMENT,
    "POST /settings/devices/add": G.ENROLMENT,
    "GET /settings/devices/add/<device_id>": G.ENROLMENT,
    "GET /settings/devices/add/<device_id>/code": G.ENROLMENT,
    "POST /settings/devices/add/<device_id>/code": G.ENROLMENT,
    "GET /settings/keys": G.ENROLMENT,
    "GET /settings/keys/<key_id>/remove": G.ENROLMENT,
    "POST /settings/keys/<key_id>/remove": G.ENROLMENT,
    "GET /settings/keys/<key_id>/rename": G.ENROLMENT,
    "POST /settings/keys/<key_id>/rename": G.ENROLMENT,
    "GET /settings/keys/add": G.ENROLMENT,
    "POST /settings/keys/add": G.ENROLMENT,
    "POST /settings/keys/add/options": G.ENROLMENT,
    "GET /settings/numbers": G.ENROLMENT,
    "POST /settings/numbers": G.ENROLMENT,
    "GET /settings/recovery": G.ENROLMENT,
    "POST /settings/recovery": G.ENROLMENT,
    "GET /settings/tokens": G.PORTAL,
    "GET /settings/tokens/<token_id>/lost": G.PORTAL,
    "POST /settings/tokens/<token_id>/lost": G.PORTAL,
    "GET /sign-ins": G.PORTAL,
    "POST /sign-ins/end": G.PORTAL,
    "POST /sign-ins/end-everywhere": G.PORTAL,
    "POST /sign-ins/end-others": G.PORTAL,
    "GET /settings/privacy": G.PORTAL,
    "POST /settings/privacy/withdraw": G.PORTAL,
    "POST /sign-out": G.LIVE_SESSION,
    "GET /signed-out": G.OPEN,
    "GET /signin/<interaction_id>": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/app": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/app": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/bypass": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/bypass": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/code": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/code/state": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/code": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/key": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/key": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/key/options": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/passkey": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/passkey": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/passkey/options": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/method": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/method": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/new": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/number": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/number": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/password": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/password": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/protect": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/protect": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/realm": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/realm": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/recovery": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/recovery": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/token": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/token": G.OWN_REQUEST,
    "GET /signin/<interaction_id>/stop": G.OWN_REQUEST,
    "POST /signin/<interaction_id>/stop": G.OWN_REQUEST,
    "GET /static/<version>/<name>": G.OPEN,
    "POST /introspect": G.CLIENT_OR_TOKEN,
    "POST /revoke": G.CLIENT_OR_TOKEN,
    "POST /token": G.CLIENT_OR_TOKEN,
    "GET /userinfo": G.CLIENT_OR_TOKEN,
    "POST /userinfo": G.CLIENT_OR_TOKEN,
}


def list_routes(application: Flask) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_the_table_holds_every_route_and_no_other(application: Flask) -> None:
    assert list_routes(application) == ROUTES.keys()


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_is_turned_away(application: Flask, route: str) -> None:
    method, _, rule = route.partition(" ")
    path = "/".join("0" * 32 if part.startswith("<") else part for part in rule.split("/"))
    answer = application.test_client().open(path, method=method, base_url=ORIGIN)
    _, statuses, sent_to = ROUTES[route].value
    assert answer.status_code in statuses
    if answer.status_code == 303:
        assert urlsplit(answer.headers["Location"]).path.startswith(sent_to)
    assert not any("idp_session" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
