"""Reads which languages a relying party asks its pages to be in (OpenID Connect Core 1.0, section 3.1.2.1)."""

from idp.oidc.authorization.request import find_fault, read_words
from idp.oidc.http import Pairs


def read_languages(pairs: Pairs) -> tuple[str, ...]:
    """Return the tags of `ui_locales`, strongest first; none when it is absent, repeated or unreadable."""
    values = [value for name, value in pairs if name == "ui_locales"]
    if len(values) != 1 or find_fault("ui_locales", values[0]):
        return ()
    return read_words(values[0])
