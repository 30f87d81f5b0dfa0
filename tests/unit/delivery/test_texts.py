from datetime import UTC, datetime
from typing import get_args

import pytest

from idp.config.settings import Helpdesk, Municipality
from idp.delivery.texts import TextName, Texts
from idp.i18n import load_catalogues
from idp.methods.change import ChangeKind

HOUSE = Municipality(
    name="Havsviks kommun",
    helpdesk=Helpdesk(email="it.kundtjanst@havsvik.example", phone="0980-319 200"),
)
TEXTS = Texts(HOUSE, load_catalogues())
AT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
EVERYTHING = {
    "code": "BCDFGHJKMN",
    "at": AT,
    "made_at": AT,
    "place": "Kontorets nät",
    "reference": "K7M2-9QXT",
    "username": "gunhol001",
    "what": "En mobil har kopplats till dig",
    "application": "Lönebesked",
    "client_id": "b0f3",
}
TOLD = {"code": "BCDF-GHJK-MNPQR", "at": AT, "name": "Jobbtelefonen", "place": "Kontorets nät"}
"""What any text may ask for, the code as long as settings allow."""

NAMES: tuple[TextName, ...] = get_args(TextName)
GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of GSM 03.38 without its escapes, which count twice."""

languages = pytest.mark.parametrize("language", TEXTS.catalogues)
kinds = pytest.mark.parametrize("kind", ChangeKind)
names = pytest.mark.parametrize("name", NAMES)


@languages
@names
def test_every_text_fills_every_placeholder(language: str, name: TextName) -> None:
    subject, body = TEXTS.write_message(language, name, **EVERYTHING)
    assert "{" not in subject + body


@languages
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("_sms")])
def test_a_text_message_fits_in_one_part(language: str, name: TextName) -> None:
    subject, body = TEXTS.write_message(language, name, **EVERYTHING)
    assert subject == ""
    assert set(body) <= GSM_7
    assert len(body) <= 160


@languages
@names
def test_no_message_holds_a_link(language: str, name: TextName) -> None:
    _, body = TEXTS.write_message(language, name, **EVERYTHING)
    assert "http" not in body
    assert "www." not in body


@languages
def test_a_code_stands_first_in_a_text_message_and_never_in_a_subject(language: str) -> None:
    _, sms = TEXTS.write_message(language, "code_sms", code="BCD7FG")
    subject, mail = TEXTS.write_message(language, "code_mail", code="BCD7FG")
    assert sms.startswith("BCD7FG ")
    assert "BCD7FG" in mail
    assert "BCD7FG" not in subject


def test_the_code_comes_with_the_warning_never_to_give_it_away() -> None:
    assert TEXTS.write_message("sv", "code_sms", code="BCD7FG") == (
        "",
        "BCD7FG är din engångskod till E-portalen. Lämna aldrig ut den till någon.",
    )


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("sv", "den 23 november 2026 kl. 10.05"),
        ("en", "on 23 November 2026 at 10:05"),
        ("fi", "23. marraskuuta 2026 klo 10.05"),
    ],
)
def test_a_moment_is_written_as_the_clock_stands_in_sweden(language: str, moment: str) -> None:
    _, body = TEXTS.write_change(language, "device_added", "mail", **TOLD)
    assert moment in body


@languages
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("_mail")])
def test_every_mail_says_whom_to_ask_and_that_nobody_reads_an_answer(language: str, name: TextName) -> None:
    _, body = TEXTS.write_message(language, name, **EVERYTHING)
    assert "IT-kundtjänst, Havsviks kommun\n0980-319 200, it.kundtjanst@havsvik.example" in body
    last = {
        "sv": "Du kan inte svara på det här mejlet.\n",
        "en": "You cannot reply to this mail.\n",
        "fi": "Tähän viestiin ei voi vastata.\n",
    }
    assert body.endswith(last[language])


def test_what_a_person_named_a_device_is_never_read_as_a_placeholder() -> None:
    _, body = TEXTS.write_change("sv", "device_added", "mail", **TOLD | {"name": "{helpdesk_phone}"})
    assert "«{helpdesk_phone}»" in body


@languages
@kinds
def test_a_change_told_by_text_message_fits_in_one_part_without_a_link(
    language: str, kind: ChangeKind
) -> None:
    subject, body = TEXTS.write_change(language, kind, "sms", code=TOLD["code"])
    assert subject == ""
    assert set(body) <= GSM_7
    assert len(body) <= 160
    assert "http" not in body


@languages
@kinds
def test_a_change_is_told_with_the_code_to_object_with(language: str, kind: ChangeKind) -> None:
    subject, mail = TEXTS.write_change(language, kind, "mail", **TOLD)
    _, sms = TEXTS.write_change(language, kind, "sms", code=TOLD["code"])
    assert "{" not in subject + mail + sms
    assert "BCDF-GHJK-MNPQR" in mail
    assert "BCDF-GHJK-MNPQR" in sms
    assert "BCDF" not in subject
    assert "http" not in mail


def test_a_missing_parameter_is_a_fault_and_not_a_gap_in_the_text() -> None:
    with pytest.raises(KeyError, match="code"):
        TEXTS.write_message("sv", "code_sms")
