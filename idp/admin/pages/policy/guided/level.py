"""A level that is there, that is new, and that goes, as forms that write a draft's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.hours import Form
from idp.admin.policy.forms.level import (
    WEAKEST,
    Ticked,
    read_level,
    read_new_level,
    read_ticked,
    show_level,
)
from idp.policy.methods import METHODS
from idp.policy.writing.level import LEVELS, LevelFacts, add_level, find_level, write_level
from idp.policy.writing.level_removal import (
    list_asking,
    list_offering,
    list_offering_alone,
    remove_level,
)
from idp.policy.writing.rule import list_tables
from idp.policy.writing.table import find_own_comment


@dataclass(frozen=True, slots=True)
class LevelPages:
    """The pages `…/levels/<level>`, `…/new-level` and `…/levels/<level>/remove` of a draft."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, level: str) -> ResponseReturnValue:
        """Show the level as the draft has it."""
        draft = open_draft(self.reading, caller, draft_id)
        facts = get_level(draft, level)
        return self._page(draft, level, show_level(facts), Ticked(facts.methods, facts.realms))

    def write(self, caller: Caller, draft_id: str, level: str) -> ResponseReturnValue:
        """Write the level into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        ticked = self._read_ticked()
        facts = read_level(typed, ticked, level, get_level(draft, level), draft.document)
        show_again = partial(self._page, draft, level, typed, ticked)
        if isinstance(facts, tuple):
            return show_again(problems=facts), 422
        return draft.answer_written(write_level(draft.text, level, facts), show_again)

    def ask_new(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what the level is."""
        return self._page(open_draft(self.reading, caller, draft_id), "", {}, Ticked((), ()))

    def add(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write a new level into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        ticked = self._read_ticked()
        found = read_new_level(typed, ticked, draft.document)
        show_again = partial(self._page, draft, "", typed, ticked)
        if isinstance(found, tuple):
            return show_again(problems=found), 422
        return draft.answer_written(add_level(draft.text, found.key, found.facts), show_again)

    def ask_removal(self, caller: Caller, draft_id: str, level: str) -> ResponseReturnValue:
        """Say which zones offer it, and what keeps it from going."""
        draft = open_draft(self.reading, caller, draft_id)
        get_level(draft, level)
        return show_removal(draft, level)

    def remove(self, caller: Caller, draft_id: str, level: str) -> ResponseReturnValue:
        """Take the level out of the draft; one that something still needs stays."""
        draft = open_draft(self.reading, caller, draft_id)
        get_level(draft, level)
        if list_asking(draft.document, level) or list_offering_alone(draft.document, level):
            return show_removal(draft, level), 422
        return draft.answer_written(remove_level(draft.text, level), partial(show_removal, draft, level))

    def _read_ticked(self) -> Ticked:
        form = request.form
        return read_ticked(form.getlist("methods"), form.getlist("realms"), self.reading.desk.realms)

    def _page(self, draft: OpenDraft, level: str, form: Form, ticked: Ticked, **faults: Any) -> str:
        return draft.show(
            "level" if level else "new_level",
            level=level,
            others=list_others(draft, level),
            methods=tuple(METHODS),
            realms=self.reading.desk.realms,
            ticked=ticked,
            weakest=WEAKEST,
            form=form,
            languages=LANGUAGES,
            **list_users(draft, level),
            **faults,
        )


def get_level(draft: OpenDraft, level: str) -> LevelFacts:
    """Return what the draft says of the level; answer 404 when there is none."""
    return find_level(draft.document, level) or abort(404)


def list_others(draft: OpenDraft, level: str) -> Sequence[str]:
    """Return the other levels, the weakest first."""
    return tuple(name for name in list_tables(draft.document, LEVELS) if name != level)


def list_users(draft: OpenDraft, level: str) -> dict[str, Any]:
    """Return the zones that offer the level and the services that ask for it."""
    return {
        "offering": list_offering(draft.document, level),
        "asking": list_asking(draft.document, level),
    }


def show_removal(draft: OpenDraft, level: str, **faults: Any) -> str:
    """Return the page that says what goes with the level, or what keeps it."""
    return draft.show(
        "level_removal",
        level=level,
        alone=list_offering_alone(draft.document, level),
        comment=find_own_comment(draft.text, LEVELS, level),
        **list_users(draft, level),
        **faults,
    )
