"""The command line teaches, answers at once, and says every fault in one line without a stack trace."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from idp.ops.command_line import COMMANDS
from tests.unit.ops.conftest import CHECKOUT, Run


def test_help_names_every_command_and_says_how_to_begin(idp: Run) -> None:
    said = idp("--help")
    assert said.code == 0
    assert all(f"  {name} " in said.out for name in COMMANDS)
    assert "python -m idp demo" in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_in_the_table_exists_and_explains_itself(name: str) -> None:
    command = import_module(COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["clients", "add"], "Missing option '--name'. See: python -m idp clients add --help"),
        (
            ["check", "--config", "nowhere.toml"],
            "nowhere.toml: No such file or directory; name a readable file",
        ),
        (["keys", "list"], "no such folder; make it with `python -m idp keys create`"),
        (["clients", "list"], "no such folder; make it with: python -m idp keys create"),
        (["backup", "copies"], "no such folder; make it with: python -m idp keys create"),
        (["serve"], "seal.key: missing"),
    ],
)
def test_a_fault_is_one_line_and_exit_code_two(idp: Run, words: list[str], said: str) -> None:
    ended = idp(*words)
    assert ended.code == 2
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err


def test_a_broken_configuration_is_a_line_for_each_fault(idp: Run, folder: Path) -> None:
    (folder / "idp.toml").write_text('issuer = "http://idp.havsvik.example"\ncolour = "blue"\n')
    lines = idp("check").err.splitlines()
    assert lines[0].startswith("idp.toml:1: ")
    assert any(line.startswith("idp.toml:2: there is no setting 'colour'") for line in lines)


def test_a_database_that_does_not_answer_is_named_without_its_password(installed: Run) -> None:
    said = installed("clients", "list", IDP_DATABASE="postgresql://idp:hemligt@127.0.0.1:1/idp")
    assert said.code == 2
    assert "does not answer" in said.err
    assert "hemligt" not in said.err


def test_a_database_without_tables_is_told_how_to_get_them(idp: Run) -> None:
    idp("keys", "create")
    assert (
        idp("people", "list").err == "the database has no tables yet; run: python -m idp database upgrade\n"
    )


def test_help_loads_neither_flask_nor_sqlalchemy() -> None:
    words = (
        "import sys; from idp.ops.command_line import idp; idp(['--help'], standalone_mode=False);"
        "sys.exit(bool({'flask', 'sqlalchemy', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=CHECKOUT, check=False, capture_output=True)
    assert done.returncode == 0
    assert b"Usage" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(idp: Run, shell: str) -> None:
    said = idp("completion", shell)
    assert said.code == 0
    assert "_IDP_COMPLETE" in said.out


def test_commands_and_choices_are_completed() -> None:
    def complete(*words: str) -> str:
        environment = {**os.environ, "_IDP_COMPLETE": "bash_complete"}
        environment |= {"COMP_WORDS": " ".join(("idp", *words)), "COMP_CWORD": str(len(words))}
        asked = [sys.executable, "-m", "idp"]
        done = subprocess.run(
            asked, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    assert "plain,clients" in complete("cli")
    assert "plain,rotate" in complete("keys", "rot")
    assert "plain,auditor" in complete("roles", "give", "karost001", "aud")
