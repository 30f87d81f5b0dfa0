"""Commands that work in the keys folder stop with one line when it cannot be used."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from idp.ops.stop import Stop
from idp.signing.folder import BadKeysFolder
from idp.signing.hsm import HsmAway
from idp.signing.private_file import LoosePermissions

P = ParamSpec("P")


def stops_on_bad_keys(command: Callable[P, None]) -> Callable[P, None]:
    """Stop with one line when the keys folder cannot be used."""

    @wraps(command)
    def careful(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except (BadKeysFolder, LoosePermissions) as problem:
            raise Stop(str(problem)) from None
        except HsmAway as problem:
            raise Stop(f"the PKCS#11 token: {problem.detail}") from None
        except PermissionError as problem:
            raise Stop(f"{problem.filename}: {problem.strerror}; run as the provider's own user") from None
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise Stop(
                f"{problem.strerror}; mend that, see what was done with: python -m idp keys list, "
                "and run it again if that was not all"
            ) from None

    return careful
