"""What is wrong with a file of tokens is told in the words of whoever sent it, whatever it is."""

import re
from pathlib import Path

import pytest

from idp.admin.tokens.files import NO_LIBRARY, read_tokens
from idp.admin.tokens.wording import KNOWN, word_fault
from idp.methods.tokens.draft import WrongFile
from idp.methods.tokens.read_pskc import UNREADABLE

READERS = (*Path("idp/methods/tokens").glob("*.py"), Path("idp/admin/tokens/files.py"))
SAID = re.compile(r'(?:WrongFile|Fault)\(\s*(?:line, *|draft\.line, *)?f?"([^"]+)"')


def list_said() -> list[str]:
    """Return every sentence that the readers of files say."""
    written = [said for file in READERS for said in SAID.findall(file.read_text(encoding="utf-8"))]
    return [*written, UNREADABLE, NO_LIBRARY]


def test_every_sentence_of_the_readers_has_a_text_of_its_own() -> None:
    said = list_said()
    assert len(said) > len(KNOWN) - 5
    assert [one for one in said if word_fault(one).key.endswith(".said")] == []


@pytest.mark.parametrize(
    ("table", "name", "named"),
    [
        ("serial,type\n", "columns_missing", "secret"),
        ("serial,secret,type,colour\n", "column_unknown", "4"),
    ],
)
def test_a_column_that_is_wrong_is_named(table: str, name: str, named: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        read_tokens(table.encode())
    told = word_fault(str(wrong.value))
    assert (told.key, told.parameters["named"]) == (f"console_token_fault.{name}", named)


def test_a_line_that_cannot_be_read_is_named_by_its_number() -> None:
    with pytest.raises(WrongFile) as wrong:
        read_tokens(b'serial,secret,type\nHV-1,"unended,hotp\n')
    told = word_fault(str(wrong.value))
    assert (told.key, told.parameters["named"]) == ("console_token_fault.line", "2")


def test_a_token_that_is_wrong_is_named_by_its_serial_number() -> None:
    told = word_fault("HV-9002: the secret must be 16 to 64 bytes in hexadecimal or base32")
    assert (told.key, told.parameters["named"]) == ("console_token_fault.secret", "HV-9002")
