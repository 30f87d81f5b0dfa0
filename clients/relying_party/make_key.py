"""Make the key pair of `private_key_jwt`: python -m clients.relying_party.make_key PRIVATE.json PUBLIC.jwks.json"""

import json
import os
import sys
from pathlib import Path

from joserfc.jwk import ECKey


def make_key(private: Path, public: Path) -> None:
    """Write a new P-256 key to `private` (readable by the owner alone) and its JWKS to `public`.

    The JWKS is what `python -m idp clients add --jwks` takes. Raises FileExistsError rather than replace a private key.
    """
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(key.as_dict(private=True), file)
    public.write_text(json.dumps({"keys": [key.as_dict(private=False)]}), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    make_key(Path(sys.argv[1]), Path(sys.argv[2]))
