"""What the settings about a hardware security module must hold beyond types."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from idp.config.problems import Fault

Values = Mapping[str, Any]


def module_is_whole(values: Values) -> Iterator[Fault]:
    """A module comes with the token's label and its PIN, and none of them without the module."""
    told = {name: values.get(f"pkcs11.{name}") for name in ("module", "token", "pin", "pin_file")}
    if told["module"] is None:
        for name in ("token", "pin", "pin_file"):
            if told[name] is not None:
                yield Fault(f"pkcs11.{name}", "there is no module", "write module = …, or remove this")
        return
    if told["token"] is None:
        yield Fault("pkcs11.token", "pkcs11.token is missing", "write the token's label as token = …")
    if told["pin"] is None and told["pin_file"] is None:
        yield Fault("pkcs11.pin_file", "there is no PIN", "write pin_file = …, or set IDP_PKCS11_PIN")
    if told["pin"] is not None and told["pin_file"] is not None:
        yield Fault("pkcs11.pin_file", "the PIN comes from the environment too", "keep one of the two")


PKCS11_RULES: Final[tuple[Callable[[Values], Iterator[Fault]], ...]] = (module_is_whole,)
