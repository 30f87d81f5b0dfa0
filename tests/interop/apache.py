"""Debian's Apache with mod_auth_openidc, in a folder of its own, in front of two pages."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.support.components import report_missing

APACHE: Final = Path("/usr/sbin/apache2")
MODULES: Final = Path("/usr/lib/apache2/modules")
START_SECONDS: Final = 20

CONFIGURATION: Final = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Mutex posixsem
ErrorLog {folder}/log
LogLevel warn
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule auth_openidc_module {modules}/mod_auth_openidc.so
{user}
DocumentRoot {folder}/pages
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCClientID {client_id}
OIDCClientSecret {secret}
OIDCRedirectURI {url}/callback
OIDCCryptoPassphrase a-passphrase-of-this-test-alone
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCUserInfoRefreshInterval 3600
OIDCInfoHook iat access_token id_token userinfo refresh_token session
OIDCRemoteUserClaim preferred_username
<Location />
  AuthType openid-connect
  Require valid-user
  Header set X-Person "expr=%{{REMOTE_USER}}"
</Location>
<Location /signed-out>
  AuthType None
  Require all granted
</Location>
<Location /strong>
  AuthType openid-connect
  OIDCPathAuthRequestParams acr_values={acr}
  OIDCUnAutzAction auth
  Require claim acr:{acr}
</Location>
"""


@contextmanager
def run_apache(folder: Path, issuer: str, client_id: str, secret: str, acr: str, port: int) -> Iterator[str]:
    """Serve `/page` for whoever is signed in and `/strong/page` for whoever did it by `acr`; yield the address.

    Started by root, Apache serves as somebody else, who must be able to read `folder`.
    """
    if not (APACHE.exists() and (MODULES / "mod_auth_openidc.so").exists()):
        report_missing("Apache's OpenID Connect module", "apache2 libapache2-mod-auth-openidc")
    url = f"http://localhost:{port}"
    for page in ("page", "strong/page", "signed-out"):
        (folder / "pages" / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pages" / page).write_text(f"This is {page}.")
    configuration = folder / "apache.conf"
    configuration.write_text(
        CONFIGURATION.format(
            folder=folder,
            port=port,
            modules=MODULES,
            issuer=issuer,
            client_id=client_id,
            secret=secret,
            url=url,
            acr=acr,
            user="User www-data\nGroup www-data" if os.getuid() == 0 else "",
        )
    )
    with subprocess.Popen([APACHE, "-f", configuration, "-DFOREGROUND"], cwd=folder) as running:
        try:
            wait_until_it_listens(running, port, folder / "log")
            yield url
        finally:
            running.terminate()


def wait_until_it_listens(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the port answers; fail with the log when the server stops or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while running.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"Apache did not start: {log.read_text() if log.exists() else 'it left no log'}")
