"""Reads a file of tokens, whichever of the two kinds it is."""

from idp.methods.tokens.draft import Draft
from idp.methods.tokens.read_csv import read_csv
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile


def read_tokens(data: bytes, *, key: str = "", password: str = "") -> tuple[Draft | Fault, ...]:
    """Return a draft or a fault for each token of a table or a key container (RFC 6030).

    `key` is in hexadecimal or base64. Raises WrongFile.
    """
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_csv(data)
    try:
        from idp.methods.tokens.read_pskc import Unlock, read_key_bytes, read_pskc  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise WrongFile(Wrong.NO_LIBRARY) from None
    opened = read_key_bytes(key) if key.strip() else None
    if key.strip() and opened is None:
        raise WrongFile(Wrong.KEY)
    return read_pskc(data, Unlock(opened, password or None))
