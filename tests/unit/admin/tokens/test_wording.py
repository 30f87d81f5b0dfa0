"""What is wrong with a file of tokens is told in the words of whoever sent it, whatever it is."""

import pytest

from idp.admin.tokens.files import read_tokens
from idp.admin.tokens.wording import say_fault, word_fault
from idp.i18n import load_catalogues
from idp.methods.tokens.draft import Draft, find_twice
from idp.methods.tokens.token import Kind, Make
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile

CATALOGUES = load_catalogues()


@pytest.mark.parametrize("language", CATALOGUES)
def test_everything_that_can_be_wrong_has_a_sentence_and_no_sentence_is_without_use(language: str) -> None:
    catalogue = CATALOGUES[language]
    told = {word_fault(Fault(2, wrong)).key for wrong in Wrong}
    assert {key for key in catalogue.entries if key.startswith("console_token_fault.")} == told


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("serial,type\n", "The first line must name the columns. Missing: secret."),
        (
            "serial,secret,type,colour\n",
            (
                "Column 4 has a heading that is not known. Take it out, or correct it. "
                "The headings that there are: algorithm, counter, digits, period, secret, serial, type."
            ),
        ),
        ('serial,secret,type\nHV-1,"unended,hotp\n', "Line 2 cannot be read: a quotation mark that begins"),
        ('serial,secret,type\nHV-1,"a"b,hotp\n', "Line 2 cannot be read: something stands right after"),
        ("<a>\n<b></a>", "The file looks like a PSKC file, and cannot be read from line 2 on"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "The file holds a document type (DTD) or entities"),
    ],
)
def test_what_cannot_be_read_is_named(table: str, said: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        read_tokens(table.encode())
    assert say_fault(wrong.value, CATALOGUES["en"]).startswith(said)


def test_a_token_that_is_wrong_is_named_by_its_serial_number() -> None:
    (fault,) = read_tokens(b"serial,secret,type\nHV-9002,x,hotp\n")
    assert isinstance(fault, Fault)
    told = word_fault(fault)
    assert (told.key, told.parameters) == ("console_token_fault.secret", {"named": "HV-9002", "beside": ""})


def test_of_two_that_are_the_same_the_second_names_the_line_of_the_first() -> None:
    make = Make(Kind.HOTP, digits=6)
    (fault,) = find_twice(tuple(Draft(line, "HV-1", make, "") for line in (2, 7)))
    said = "HV-1 is on line 2, too. Take one of them out."
    assert (fault.line, say_fault(fault, CATALOGUES["en"])) == (7, said)
