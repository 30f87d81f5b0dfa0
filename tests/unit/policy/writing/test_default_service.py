"""The service of applications that name none is written on its one line, and comes back where a reader looks first."""

import pytest

from idp.policy.writing.default_service import find_default, write_default
from idp.policy.writing.rule import read_document
from tests.support.policies import TEXT

LINE = 'default_service = "ovrig-tjanst"\n'


def test_another_service_is_written_on_the_same_line() -> None:
    assert write_default(TEXT, "vab") == TEXT.replace(LINE, 'default_service = "vab"\n')
    assert write_default(TEXT, "ovrig-tjanst") == TEXT
    assert find_default(read_document(TEXT) or {}) == "ovrig-tjanst"


def test_it_goes_and_comes_back_below_the_comment_that_the_text_begins_with() -> None:
    gone = write_default(TEXT, "")
    assert gone == TEXT.replace(LINE, "")
    assert find_default(read_document(gone or "") or {}) == ""
    assert '`python -m idp check`.\n\ndefault_service = "vab"\n\n# A relying' in (
        write_default(gone or "", "vab") or ""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", 'default_service = "a"\n'),
        ("# only this\n", '# only this\n\ndefault_service = "a"\n'),
        ("[zones]\n", 'default_service = "a"\n\n[zones]\n'),
        ("default_service = 7 # why\n", 'default_service = "a" # why\n'),
        ("[", None),
    ],
)
def test_every_text_gets_it_at_its_top(text: str, written: str | None) -> None:
    assert write_default(text, "a") == written
