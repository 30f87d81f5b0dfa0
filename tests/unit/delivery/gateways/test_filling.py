import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.config.sections.gateways import NumberForm
from idp.delivery.gateways.filling import (
    USUAL,
    add_query,
    encode_form,
    encode_json,
    fill,
    write_basic,
    write_number,
)
from tests.unit.delivery.gateways.messages import NUMBER, build_message

HOSTILE = st.text(max_size=60) | st.sampled_from(
    ['"}, "to": "x', "a&to=+4670", "{from}", "{0.__class__}", "a\r\nHost: x", "%26", "}{", "a=b;c"]
)


@pytest.mark.parametrize(
    ("form", "written"),
    [("+46", "+46701740605"), ("0046", "0046701740605"), ("46", "46701740605"), ("0", "0701740605")],
)
def test_a_number_is_written_as_the_gateway_wants_it(form: NumberForm, written: str) -> None:
    assert write_number(NUMBER, form) == written


def test_a_number_from_abroad_keeps_its_country_in_every_form() -> None:
    forms: tuple[NumberForm, ...] = ("+46", "0046", "46", "0")
    written = [write_number("+358401234567", form) for form in forms]
    assert written == ["+358401234567", "00358401234567", "358401234567", "00358401234567"]


@given(HOSTILE, HOSTILE)
def test_no_value_breaks_out_of_json(text: str, sender: str) -> None:
    parameters = fill(USUAL, build_message(text.encode("utf-8", "replace").decode()), sender, "+46")
    content, _ = encode_json(
        {name: value.encode("utf-8", "replace").decode() for name, value in parameters.items()}
    )
    sent = json.loads(content)
    assert sent.keys() == USUAL.keys()
    assert (sent["to"], sent["id"]) == (NUMBER, "m1")


@given(HOSTILE.map(lambda text: text.encode("utf-8", "replace").decode()))
def test_no_value_breaks_out_of_a_form_or_an_address(text: str) -> None:
    parameters = fill({"to": "{to}", "text": "a {message} b"}, build_message(text), "x", "+46")
    content, _ = encode_form(parameters)
    query = urlsplit(add_query("https://gateway.example/send?key=1#part", parameters)).query
    for written, more in ((content.decode("ascii"), {}), (query, {"key": ["1"]})):
        assert parse_qs(written, keep_blank_values=True) == more | {"to": [NUMBER], "text": [f"a {text} b"]}


def test_a_text_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    parameters = fill({"text": "{{{message}}} {from}"}, build_message("{from} {to}"), "Havsvik", "+46")
    assert parameters == {"text": "{{from} {to}} Havsvik"}


def test_a_password_with_swedish_letters_is_written_in_utf_8() -> None:
    assert write_basic("idp", "blå") == "Basic aWRwOmJsw6U="
