"""The settings of one application, from its environment or from a TOML file that the environment overrides."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class ConfigError(ValueError):
    """A setting is missing or impossible; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Config:
    """What an application must know about itself and its provider."""

    name: str
    """Names the session cookie and the database file. Cookies ignore ports, so two applications on one host must differ."""
    issuer: str
    """The provider, exactly as it writes itself in `iss`; without a trailing slash."""
    client_id: str
    base_url: str
    """Where browsers reach this application. Every redirect is built from it, never from the Host header."""
    data: Path
    """The folder of the SQLite file. Made if missing."""
    secret_key: str
    """Signs the cookie and the form tokens: 32 random characters or more, the same in every process."""
    client_secret: str = ""
    """For `client_secret_basic`. Leave empty when private_key is set."""
    private_key: Path | None = None
    """A private JWK (EC P-256) for `private_key_jwt`."""
    host: str = "127.0.0.1"
    port: int = 0

    @property
    def redirect_uri(self) -> str:
        """The address to register with `--redirect-uri`."""
        return f"{self.base_url}/callback"

    @property
    def signed_out_uri(self) -> str:
        """The address to register with `--post-logout-redirect-uri`."""
        return f"{self.base_url}/signed-out"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")


def load_config(name: str, environ: Mapping[str, str], port: int) -> Config:
    """Read the settings of `name`; `port` is where it listens, and what BASE_URL says, unless told otherwise.

    CONFIG may name a TOML file with the same names in lower case. Raises ConfigError for a missing setting, and for
    both or neither of CLIENT_SECRET and PRIVATE_KEY.
    """
    filed = _read_toml(environ.get("CONFIG"))

    def setting(key: str, default: str | None = None) -> str:
        value = environ.get(key.upper()) or filed.get(key) or default
        if value is None:
            raise ConfigError(f"{name}: set {key.upper()} (or {key} in the file that CONFIG names).")
        return str(value)

    secret, key_file = setting("client_secret", ""), setting("private_key", "")
    if bool(secret) == bool(key_file):
        raise ConfigError(f"{name}: set either CLIENT_SECRET or PRIVATE_KEY, not both and not neither.")
    listens = setting("port", str(port))
    if not listens.isdecimal():
        raise ConfigError(f"{name}: PORT must be a number.")
    return Config(
        name=name,
        issuer=setting("issuer", "http://localhost:8000").rstrip("/"),
        client_id=setting("client_id"),
        base_url=setting("base_url", f"http://localhost:{listens}").rstrip("/"),
        data=Path(setting("data")),
        secret_key=setting("secret_key"),
        client_secret=secret,
        private_key=Path(key_file) if key_file else None,
        host=setting("host", "127.0.0.1"),
        port=int(listens),
    )


def _read_toml(path: str | None) -> dict[str, object]:
    return tomllib.loads(Path(path).read_text("utf-8")) if path else {}
