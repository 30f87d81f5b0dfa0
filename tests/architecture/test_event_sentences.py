"""Every kind of event has a sentence in the console, in every language, and a group in which it is chosen."""

import pytest

from idp.audit.events import Tag
from idp.audit.groups import GROUPS, list_kinds
from idp.i18n import load_catalogues

CATALOGUES = load_catalogues()


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_event_has_a_sentence(language: str) -> None:
    entries = CATALOGUES[language].entries
    assert [tag.value for tag in Tag if f"console_audit.event.{tag}" not in entries] == []


def test_every_event_is_chosen_from_one_group() -> None:
    listed = [tag for _, tags in list_kinds() for tag in tags]
    assert sorted(listed) == sorted(tag.value for tag in Tag)


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_group_has_a_name(language: str) -> None:
    assert [
        name for name in GROUPS if f"console_audit.group.{name}" not in CATALOGUES[language].entries
    ] == []
