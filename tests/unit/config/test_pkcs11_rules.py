"""A hardware security module is named whole, or not at all."""

from pathlib import Path

import pytest

from idp.config.pkcs11_rules import PKCS11_RULES
from idp.config.sections.pkcs11 import Pkcs11
from tests.unit.config.test_reading import GOOD, read, refuse

WHOLE = {"pkcs11.module": Path("/x.so"), "pkcs11.token": "idp"}


@pytest.mark.parametrize(
    "values", [{}, WHOLE | {"pkcs11.pin": "1"}, WHOLE | {"pkcs11.pin_file": Path("pin")}]
)
def test_a_whole_module_passes(values: dict[str, object]) -> None:
    assert [fault for rule in PKCS11_RULES for fault in rule(values)] == []


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"pkcs11.token": "idp"}, "pkcs11.token"),
        ({"pkcs11.pin": "1"}, "pkcs11.pin"),
        ({"pkcs11.module": Path("/x.so"), "pkcs11.pin": "1"}, "pkcs11.token"),
        (WHOLE, "pkcs11.pin_file"),
        (WHOLE | {"pkcs11.pin": "1", "pkcs11.pin_file": Path("pin")}, "pkcs11.pin_file"),
    ],
)
def test_half_a_module_is_refused_by_what_is_missing(values: dict[str, object], key: str) -> None:
    assert [fault.key for rule in PKCS11_RULES for fault in rule(values)] == [key]


def test_a_pin_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    module = '\n[pkcs11]\nmodule = "/x.so"\ntoken = "idp"\npin = "4711"\n'
    (refused,) = refuse(tmp_path, GOOD + module)
    assert "IDP_PKCS11_PIN" in refused
    assert "4711" not in refused


def test_nothing_of_a_pin_is_shown(tmp_path: Path) -> None:
    environ = {"IDP_PKCS11_MODULE": "/x.so", "IDP_PKCS11_TOKEN": "idp", "IDP_PKCS11_PIN": "4711"}
    settings = read(tmp_path, GOOD, **environ).pkcs11
    assert isinstance(settings, Pkcs11)
    assert settings.pin == "4711"
    assert "4711" not in repr(settings)
