from datetime import UTC, datetime

import pytest

from idp.config.settings import Helpdesk, Municipality
from idp.delivery.texts import TextName, Texts
from idp.i18n import load_catalogues
from idp.ops.inbox.letterbox import KEPT, Letter, Letterbox
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXTS = Texts(
    Municipality(name="Havsviks kommun", helpdesk=Helpdesk(email="it@havsvik.example", phone="0980319200")),
    load_catalogues(),
)


def build_letter(text: str = "", to: str = "+46701740605") -> Letter:
    return Letter(kind="sms", to=to, sender="Havsvik", subject="", text=text, at=NOW)


@pytest.mark.parametrize("language", TEXTS.catalogues)
@pytest.mark.parametrize("name", ["code_sms", "code_mail"])
@pytest.mark.parametrize("code", ["BCD7FG", "482913", "BCDFGH2345"])
def test_a_code_is_found_in_what_the_provider_writes(language: str, name: TextName, code: str) -> None:
    _, body = TEXTS.write_message(language, name, code=code)
    assert build_letter(body).code == code


@pytest.mark.parametrize("language", TEXTS.catalogues)
def test_a_helpdesks_number_is_not_taken_for_a_code(language: str) -> None:
    _, body = TEXTS.write_change(language, "numbers_changed", "sms", code="BCDF-GHJK-MNPQR")
    assert build_letter(body).code is None


def test_the_newest_letter_comes_first() -> None:
    letterbox = Letterbox()
    letterbox.put(build_letter("one"))
    letterbox.put(build_letter("two"))
    assert [letter.text for letter in letterbox.letters()] == ["two", "one"]


def test_letters_to_one_number_are_found() -> None:
    letterbox = Letterbox()
    letterbox.put(build_letter("mine", to="+46701740605"))
    letterbox.put(build_letter("yours", to="+46701740606"))
    assert [letter.text for letter in letterbox.letters("+46701740605")] == ["mine"]


def test_the_oldest_letter_makes_room_for_the_two_hundred_and_first() -> None:
    letterbox = Letterbox()
    for number in range(KEPT + 1):
        letterbox.put(build_letter(str(number)))
    assert len(letterbox.letters()) == KEPT
    assert letterbox.letters()[-1].text == "1"


def test_letters_arrive_from_many_threads_at_once() -> None:
    letterbox = Letterbox()
    together(lambda number: letterbox.put(build_letter(str(number))))
    assert len(letterbox.letters()) == 50
