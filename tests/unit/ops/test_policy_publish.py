"""A policy is published, listed and taken back from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.policies import MARKED, PLAIN, TEXT, change
from tests.unit.ops.conftest import Run

Write = Callable[[str], str]


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a text into a file of the folder; the folder's own policy is the demonstration's."""
    config = folder / "idp.toml"
    lines = config.read_text(encoding="utf-8").splitlines()
    lines = ['policy = "policy.toml"' if line.startswith("policy = ") else line for line in lines]
    config.write_text("\n".join(lines), encoding="utf-8")
    (folder / "policy.toml").write_text(TEXT, encoding="utf-8")

    def write(text: str) -> str:
        (folder / "draft.toml").write_text(text, encoding="utf-8")
        return "draft.toml"

    return write


def test_a_file_is_published_after_its_changes_were_shown_and_is_in_force_from_then_on(
    installed: Run, write: Write
) -> None:
    said = installed("policy", "publish", write(PLAIN), "--reason", "Beslut", typed="y\n")
    assert said.code == 0, said.err
    assert "stricter" in said.out
    assert said.out.endswith("Version 2 is in force; processes that run take it over within seconds.\n")
    assert installed("policy", "show").out == PLAIN
    assert installed("policy", "show", "1").out == TEXT
    assert "Policy: policy version 2 in force: 18 services" in installed("check").out
    assert "policy.toml says otherwise and is not read" in installed("check").out
    assert installed("policy", "check").out.startswith("policy version 2: in order.")
    assert json.loads(installed("policy", "matrix", "--service", "vab", "--json").out)[0]["methods"][
        "mail"
    ] == ("too_weak")


def test_nothing_is_published_without_a_yes_or_a_reason(installed: Run, write: Write) -> None:
    assert installed("policy", "publish", write(PLAIN), "--reason", "Beslut", typed="n\n").code == 130
    said = installed("policy", "publish", write(PLAIN), "--yes")
    assert (said.code, said.err) == (2, "refused: say why, with --reason\n")
    assert "Nothing was published; " in installed("policy", "versions").out


def test_a_file_that_breaks_a_promise_is_refused_with_the_counter_example(
    installed: Run, write: Write
) -> None:
    text = change("services.enrolment", 'outside = "never"', 'outside = "app"')
    said = installed("policy", "publish", write(text), "--reason", "Hemifrån", "--yes")
    assert said.code == 1
    assert "services.enrolment opens in 'remote' with " in said.out
    assert "Nothing was published; " in installed("policy", "versions").out


def test_a_file_that_shuts_the_console_is_refused(installed: Run, write: Write) -> None:
    text = change("services.console", 'groups = ["idp-admin"', 'groups = ["chefer"')
    said = installed("policy", "publish", write(text), "--reason", "Fel", "--yes", "--alone")
    assert said.code == 2
    assert "no member of idp-admin could open the console" in said.err


def test_a_marked_change_takes_two_or_is_recorded_as_done_alone(installed: Run, write: Write) -> None:
    said = installed("policy", "publish", write(MARKED), "--reason", "Nytt nät", "--yes")
    assert said.code == 2
    assert "Marked, so that it takes two: zones." in said.out
    assert "takes a second person" in said.err
    assert installed("policy", "publish", write(MARKED), "--reason", "Nytt nät", "--yes", "--alone").code == 0


def test_a_draft_is_made_submitted_and_not_approved_by_who_wrote_it(installed: Run, write: Write) -> None:
    made = installed("policy", "draft", write(MARKED), "--reason", "Nytt nät")
    assert made.code == 0, made.err
    draft = made.out.strip()
    assert installed("policy", "show", draft).out == MARKED
    assert installed("policy", "submit", draft).code == 0
    assert "submitted" in installed("policy", "versions").out
    said = installed("policy", "approve", draft)
    assert (said.code, said.err) == (2, "refused: whoever wrote in a draft does not approve it\n")
    assert installed("policy", "publish", "--draft", draft, "--yes").code == 2
    assert "there is none of that name" in installed("policy", "submit", "nowhere").err


def test_a_draft_whose_change_is_not_marked_is_published_by_its_id(installed: Run, write: Write) -> None:
    draft = installed("policy", "draft", write(PLAIN), "--reason", "Beslut").out.strip()
    assert installed("policy", "publish", "--draft", draft, "--yes").code == 0
    assert installed("policy", "show").out == PLAIN


def test_an_earlier_version_is_put_in_force_again(installed: Run, write: Write) -> None:
    installed("policy", "publish", write(PLAIN), "--reason", "Beslut", "--yes")
    said = installed("policy", "rollback", "1", "--reason", "Fel dag", "--yes")
    assert said.code == 0, said.err
    assert installed("policy", "show").out == TEXT
    listed = json.loads(installed("policy", "versions", "--json").out)["versions"]
    assert [(one["number"], one["origin"], one["source"]) for one in listed] == [
        (3, "return", "1"),
        (2, "command", None),
        (1, "file", None),
    ]
    assert "version 1" in installed("policy", "versions").out


def test_one_of_a_file_and_a_draft_is_named(installed: Run, write: Write) -> None:
    assert "one of the two" in installed("policy", "publish").err
    assert "one of the two" in installed("policy", "publish", write(PLAIN), "--draft", "d-1").err
    assert "there is no version or draft" in installed("policy", "show", "9").err


def test_a_draft_is_rewritten_opened_again_and_thrown_away(installed: Run, write: Write) -> None:
    draft = installed("policy", "draft", write(MARKED), "--reason", "Nytt nät").out.strip()
    assert installed("policy", "edit", draft, write(PLAIN)).code == 0
    assert installed("policy", "show", draft).out == PLAIN
    assert installed("policy", "submit", draft).code == 0
    assert "submitted, published or thrown away" in installed("policy", "edit", draft, write(MARKED)).err
    assert installed("policy", "give-back", draft).out == "Open again.\n"
    assert installed("policy", "discard", draft).out == "Thrown away.\n"
    for verb in ("give-back", "discard"):
        assert installed("policy", verb, draft).code == 2
    assert "there is none of that name" in installed("policy", "edit", "d-9", write(PLAIN)).err
