"""Every word that the trail keeps for how an event ended is known, and has a sentence in the console in every language."""

import ast
from collections.abc import Iterator
from functools import cache

from idp.admin.audit.outcomes import BEGINNINGS, SAID_BY, WORDS, name_outcome, name_reason
from idp.admin.keys.desk import Reason as KeyReason
from idp.audit.events import Tag
from idp.i18n import load_catalogues
from idp.methods.bypass import Reason as HelpReason
from idp.methods.sms.ladder import Reason as CodeReason
from idp.methods.sms.sign import Sign
from idp.methods.webauthn.outcome import Failure
from idp.people.directory import PasswordAnswer
from idp.policy.methods import METHODS
from idp.sessions.session import End
from tests.architecture.sources import ROOT, list_modules

CATALOGUES = load_catalogues()
LOOKED_FOR = (
    "BadAssertion",
    "BadCredentials",
    "Event",
    "FetchFailed",
    "NoKey",
    "ProtocolError",
    "SendFailed",
    "Step",
    "describe",
)
RECORDING = {
    "idp/admin/actor.py": "what an actor does: the desks below",
    "idp/admin/audit/checkpoint_desk.py": "point",
    "idp/admin/audit/checkpoint_round.py": "point",
    "idp/admin/audit/verifying.py": "chain",
    "idp/admin/clients/trial.py": "test",
    "idp/methods/sms/watch.py": "alarm",
    "idp/oidc/clients/authentication.py": "proof",
    "idp/oidc/logout/ending.py": "end",
    "idp/oidc/authorization/refusing.py": "protocol",
    "idp/oidc/registration/refusals.py": "protocol",
    "idp/signin/proving.py": "method",
    "idp/signin/steps/password.py": "password",
    "idp/storage/delivery/delivery_reports.py": "message",
}
"""Where an outcome is recorded, and the family that its words are of."""


@cache
def find_calls() -> dict[str, list[tuple[str, ast.Call]]]:
    """Return every call of what is looked for here with its module, by name; the code is read once."""
    found: dict[str, list[tuple[str, ast.Call]]] = {name: [] for name in LOOKED_FOR}
    for module in list_modules():
        source = (ROOT / module).read_text(encoding="utf-8")
        if any(f"{name}(" in source for name in LOOKED_FOR):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    found.get(name, []).append((str(module), node))
    return found


def list_calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of these names with its module."""
    return (one for name in names for one in find_calls()[name])


def list_first(*names: str) -> set[str]:
    """Return the texts that calls of these names begin with."""
    found = [call.args[0] for _, call in list_calls(*names) if call.args]
    return {str(one.value) for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_place_that_records_an_outcome_is_known() -> None:
    places = {
        module
        for module, call in list_calls("Event", "describe")
        if any(keyword.arg == "outcome" for keyword in call.keywords)
    }
    assert places == set(RECORDING)
    assert set(RECORDING.values()) - set(SAID_BY.values()) == {RECORDING["idp/admin/actor.py"]}


def test_every_word_of_a_closed_set_is_known() -> None:
    answers = {one.__name__.lower() for one in PasswordAnswer.__args__}
    steps = {
        str(call.args[0].value)
        for module, call in list_calls("Step")
        if module == "idp/admin/clients/trial.py"
        and isinstance(call.args[0], ast.Constant)
        and (any(keyword.arg == "is_good" for keyword in call.keywords) or len(call.args) > 1)
    }
    assert WORDS["end"] == set(End)
    assert WORDS["method"] == set(METHODS)
    assert WORDS["password"] == answers | {"not_judged"}
    assert WORDS["alarm"] == set(Sign)
    assert WORDS["test"] == steps | {"consent", "through"}


def test_every_reason_that_a_message_was_not_sent_for_is_known() -> None:
    assert list_first("SendFailed", "FetchFailed") <= WORDS["message"]


def test_every_code_of_the_protocols_is_known() -> None:
    codes = list_first("ProtocolError")
    assert len(codes) > 10
    assert codes | {"no_token", "invalid_redirect_uri", "invalid_client_metadata"} == WORDS["protocol"]


def test_every_reason_that_an_application_could_not_prove_itself_for_is_known() -> None:
    reasons = list_first("BadCredentials", "BadAssertion", "NoKey")
    told = {reason: name_outcome(Tag.CLIENT_AUTHENTICATION_FAILED, reason) for reason in reasons}
    assert len(told) > 15
    assert [reason for reason, key in told.items() if key == "console_outcome.other"] == []


def test_every_known_word_has_a_sentence_in_every_language() -> None:
    tags = {family: tag for tag, family in SAID_BY.items()}
    keys = {name_outcome(tags[family], word) for family, words in WORDS.items() for word in words}
    keys |= {f"console_outcome.proof.{word}" for _, word in BEGINNINGS}
    assert "console_outcome.other" not in keys
    for catalogue in CATALOGUES.values():
        assert keys - catalogue.entries.keys() == set()


def test_every_reason_that_is_recorded_has_a_sentence_in_every_language() -> None:
    reasons = {*Failure, *KeyReason, *HelpReason, *CodeReason}
    assert len(reasons) == len(Failure) + len(KeyReason) + len(HelpReason) + len(CodeReason)
    for catalogue in CATALOGUES.values():
        assert {name_reason(one) for one in reasons} <= catalogue.entries.keys()
    assert name_reason("made up") is None


def test_what_is_not_known_is_shown_as_it_is() -> None:
    assert name_outcome("message.failed", "smtp_550") == "console_outcome.other"
    assert name_outcome("no such tag", "x") == "console_outcome.other"
    assert CATALOGUES["sv"].text("console_outcome.other", raw="smtp_550") == "Annat: smtp_550"
