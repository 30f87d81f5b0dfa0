"""Apache with mod_auth_openidc."""

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe


def write_mod_auth_openidc(facts: Facts) -> Recipe:
    """Return what goes into the virtual host. The redirect URI is the module's own and must lead to no page."""
    secret = f"OIDCClientSecret {facts.secret}\n" if facts.has_secret else ""
    keys = (
        'OIDCPrivateKeyFiles "kid#/etc/apache2/private.pem"\n'
        if facts.auth_method == "private_key_jwt"
        else ""
    )
    text = f"""\
# apt install libapache2-mod-auth-openidc && a2enmod auth_openidc
OIDCProviderMetadataURL {facts.issuer}/.well-known/openid-configuration
OIDCClientID {facts.client_id}
{secret}{keys}OIDCProviderTokenEndpointAuth {facts.auth_method}
OIDCRedirectURI {facts.redirect_uri}
OIDCResponseType code
OIDCPKCEMethod S256
OIDCScope "{facts.scope}"
OIDCRemoteUserClaim sub
OIDCIDTokenSignedResponseAlg {facts.id_token_alg}
OIDCCryptoPassphrase "exec:/bin/cat /etc/apache2/oidc-passphrase"

<Location />
    AuthType openid-connect
    Require valid-user
</Location>
"""
    return Recipe("Apache (mod_auth_openidc)", "openidc.conf", text, (*SERVERS, "private_key_jwt"))
