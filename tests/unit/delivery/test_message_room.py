"""Every text message, in every language, fits one part with the longest names that the settings allow."""

from typing import get_args

import pytest

from idp.config.gateway_rules import ROOM_FOR_NAMES
from idp.config.settings import Helpdesk, Municipality
from idp.delivery.texts import TextName, Texts
from idp.gsm7 import count_parts, is_gsm7
from idp.i18n import load_catalogues
from idp.methods.change import ChangeKind

CATALOGUES = load_catalogues()
PHONE = "0980-319 200"
LONGEST = Municipality(
    name="Havsviks kommun",
    portal="Å" * (ROOM_FOR_NAMES - len(PHONE)),
    helpdesk=Helpdesk(email="it@havsvik.example", phone=PHONE),
)
TEXTS = Texts(LONGEST, CATALOGUES)
LONGEST_CODE, OBJECTION = "BCDFGHJKMN", "BCDF-GHJK-MNPQR"

languages = pytest.mark.parametrize("language", CATALOGUES)


@languages
@pytest.mark.parametrize("name", [name for name in get_args(TextName) if name.endswith("_sms")])
def test_a_text_message_fits(language: str, name: TextName) -> None:
    _, body = TEXTS.write_message(language, name, code=LONGEST_CODE)
    assert is_gsm7(body)
    assert count_parts(body) == 1


@languages
@pytest.mark.parametrize("kind", ChangeKind)
def test_a_notice_of_a_change_fits(language: str, kind: ChangeKind) -> None:
    _, body = TEXTS.write_change(language, kind, "sms", code=OBJECTION)
    assert is_gsm7(body)
    assert count_parts(body) == 1
