"""A configuration is read whole, or refused with every fault, where it stands and what to write instead."""

from pathlib import Path

import pytest

from idp.config.problems import ConfigError
from idp.config.reading import read_config
from idp.config.settings import Config

GOOD = """\
issuer = "https://idp.havsvik.example"
database = "sqlite:///data/idp.sqlite"
keys = "keys"
policy = "/etc/idp/policy.toml"

[municipality]
name = "Havsviks kommun"

[municipality.helpdesk]
email = "it.kundtjanst@havsvik.example"
phone = "0980-319 200"
"""


def read(folder: Path, text: str, **environ: str) -> Config:
    path = folder / "idp.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path, environ)


def refuse(folder: Path, text: str, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as refusal:
        read(folder, text, **environ)
    return [line.replace(f"{folder}/", "") for line in refusal.value.lines]


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.municipality.portal == "E-portalen"
    assert config.sessions.idle_minutes == 15
    assert config.mail is None


def test_relative_paths_start_at_the_files_folder(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.keys == tmp_path / "keys"
    assert config.policy == Path("/etc/idp/policy.toml")
    assert config.database == f"sqlite:///{tmp_path}/data/idp.sqlite"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    environ = {
        "IDP_DATABASE": "postgresql://idp@/idp",
        "IDP_LISTEN_PORT": "8443",
        "IDP_NETWORK_TRUSTED_PROXIES": "10.0.0.1/32, 10.0.0.2/32",
        "IDP_CONFIG": "idp.toml",
        "PATH": "/usr/bin",
    }
    config = read(tmp_path, GOOD, **environ)
    assert config.database == "postgresql://idp@/idp"
    assert config.listen.port == 8443
    assert config.network.trusted_proxies == ("10.0.0.1/32", "10.0.0.2/32")


def test_the_environment_alone_can_switch_a_table_on(tmp_path: Path) -> None:
    environ = {"IDP_MAIL_HOSTS": "mail.example, spare.example", "IDP_MAIL_SENDER": "idp@example.org"}
    config = read(tmp_path, GOOD, **environ)
    assert config.mail is not None
    assert config.mail.hosts == ("mail.example", "spare.example")


def test_an_unknown_variable_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    assert refuse(tmp_path, GOOD, IDP_DATABAS="x") == [
        "IDP_DATABAS: there is no such setting; did you mean IDP_DATABASE?"
    ]


def test_a_fault_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    assert refuse(tmp_path, GOOD, IDP_LISTEN_PORT="http") == [
        "IDP_LISTEN_PORT: listen.port cannot be read; write a whole number"
    ]


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_key(tmp_path: Path) -> None:
    assert refuse(tmp_path, GOOD + '[listen]\nprot = 1\n[colours]\nblue = "#00f"\n') == [
        "idp.toml:13: there is no setting 'listen.prot'; did you mean 'port'?",
        "idp.toml:14: there is no setting 'colours'; remove it",
    ]


def test_a_missing_key_is_refused_at_the_table_it_belongs_to(tmp_path: Path) -> None:
    assert refuse(tmp_path, GOOD.replace('phone = "0980-319 200"', "")) == [
        "idp.toml:9: municipality.helpdesk.phone is missing; write phone = …"
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('[listen]\nport = "8000"', "listen.port cannot be read; write a whole number"),
        ("[demo]\nzone_bar = 1", "demo.zone_bar cannot be read; write true or false"),
        ("[municipality]\nlogo = 1", "municipality.logo cannot be read; write a path in quotes"),
        (
            '[codes]\nalphabet = "emoji"',
            'codes.alphabet cannot be read; write "letters" or "digits"',
        ),
        (
            '[network]\ntrusted_proxies = "10.0.0.1"',
            'network.trusted_proxies cannot be read; write a list, as in ["…", "…"], of text in quotes',
        ),
        ("listen = 8000", "listen is a table; write [listen] and its settings below it"),
    ],
)
def test_a_value_of_the_wrong_type_says_what_to_write(tmp_path: Path, line: str, wanted: str) -> None:
    text = GOOD.replace("[municipality]\n", f"{line}\n") if "[municipality]" in line else f"{line}\n{GOOD}"
    if line.startswith("[") and "[municipality]" not in line:
        text = f"{GOOD}\n{line}\n"
    (fault,) = refuse(tmp_path, text)
    assert fault.split(": ", 1)[1] == wanted


def test_every_fault_is_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace("https://idp.havsvik.example", "http://idp.havsvik.example")
    faults = refuse(tmp_path, text + '[listen]\nport = 0\nhots = ""\n[codes]\nlength = 5\n')
    assert [fault.split(": ")[0] for fault in faults] == [
        "idp.toml:1",
        "idp.toml:13",
        "idp.toml:14",
        "idp.toml:16",
    ]


def test_what_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    (fault,) = refuse(tmp_path, GOOD + "[listen\n")
    assert fault.startswith("idp.toml:12: this is not TOML: ")


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refusal:
        read_config(tmp_path / "nowhere.toml", {})
    assert str(refusal.value).endswith(
        "No such file or directory; name a readable file with --config or IDP_CONFIG"
    )


def test_a_fault_never_repeats_a_database_address_that_may_hold_a_password(tmp_path: Path) -> None:
    faults = refuse(tmp_path, GOOD.replace("sqlite:///data/idp.sqlite", "mysql://idp:hemligt@db/idp"))
    assert "hemligt" not in "".join(faults)
