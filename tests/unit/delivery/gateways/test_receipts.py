import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from idp.delivery.gateways.pdu import BadUnit, Reader, read_length, read_unit
from idp.delivery.gateways.receipts import SmppReceipt, read_receipt
from idp.delivery.report import Arrival
from tests.support.smpp_server import build_receipt


def body_of(text: bytes, more: bytes = b"") -> bytes:
    return build_receipt(text, more=more)[16:]


def parameter(tag: int, value: bytes) -> bytes:
    return tag.to_bytes(2, "big") + len(value).to_bytes(2, "big") + value


@pytest.mark.parametrize(
    ("text", "reference", "arrival"),
    [
        (b"id:0123456789 sub:001 dlvrd:001 submit date:2611230900 done date:2611230900 stat:DELIVRD err:000 Text:",
         "0123456789", "delivered"),
        (b"id:a-1 stat:EXPIRED", "a-1", "failed"),
        (b"id:a1 stat:DELETED", "a1", "failed"),
        (b"id:a1 stat:UNDELIV err:255", "a1", "failed"),
        (b"id:a1 stat:REJECTD", "a1", "failed"),
        (b"id:a1 stat:ACCEPTD", "a1", "unknown"),
        (b"id:a1 stat:ENROUTE", "a1", "unknown"),
        (b"id:a1 stat:UNKNOWN", "a1", "unknown"),
        (b"id:a1", "a1", "unknown"),
        (b"ID: a1 SUB:1 STAT: delivrd", "a1", "delivered"),
        (b"stat:DELIVERED id:a1", "a1", "unknown"),
        (b"stat:UNDELIVERABLE\tid:a1", "a1", "failed"),
        (b"id:a1\nstat:DELIVRD\n", "a1", "delivered"),
        (b"id:a1 stat:DELIVRD text:id:b2 stat:UNDELIV", "a1", "delivered"),
    ],
)  # fmt: skip
def test_carriers_write_receipts_in_their_own_ways(text: bytes, reference: str, arrival: Arrival) -> None:
    assert read_receipt(body_of(text)) == SmppReceipt(reference, arrival)


@pytest.mark.parametrize(
    "text", [b"", b"Tack!", b"stat:DELIVRD", b"valid:1", b"id: ", b"id:" + b"\xe5" * 5, b"\xff" * 200]
)
def test_what_names_no_message_is_no_receipt(text: bytes) -> None:
    assert read_receipt(body_of(text)) is None


@pytest.mark.parametrize(
    ("state", "arrival"), [(1, "unknown"), (2, "delivered"), (5, "failed"), (8, "failed"), (200, "unknown")]
)
def test_optional_parameters_go_before_the_text(state: int, arrival: Arrival) -> None:
    more = parameter(0x001E, b"A1B2\0") + parameter(0x0427, bytes((state,)))
    assert read_receipt(body_of(b"id:else stat:UNDELIV", more)) == SmppReceipt("A1B2", arrival)


def test_the_text_may_stand_in_the_payload() -> None:
    more = parameter(0x0424, b"id:a1 stat:DELIVRD")
    assert read_receipt(body_of(b"", more)) == SmppReceipt("a1", "delivered")


def test_a_parameter_that_is_cut_short_ends_them() -> None:
    more = parameter(0x0427, b"\2") + b"\x00\x1e\xff\xffA1"
    assert read_receipt(body_of(b"id:a1", more)) == SmppReceipt("a1", "delivered")


@given(st.binary(max_size=400))
@example(b"")
@example(b"\0" * 17)
def test_no_bytes_break_the_reading(body: bytes) -> None:
    found = read_receipt(body)
    assert found is None or (found.reference.isprintable() and len(found.reference) <= 128)


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_no_text_and_no_parameters_break_the_reading(text: bytes, more: bytes) -> None:
    read_receipt(body_of(b"id:a1 " + text, more))


@given(st.binary(max_size=60))
def test_whatever_comes_is_a_unit_or_refused(written: bytes) -> None:
    try:
        unit = read_unit(written)
    except BadUnit:
        assert len(written) < 16
    else:
        assert unit.write()[4:] == written[4:]


@given(st.binary(min_size=4, max_size=4))
def test_no_length_makes_us_wait_for_more_than_a_unit(start: bytes) -> None:
    try:
        assert 12 <= read_length(start) <= 4092
    except BadUnit:
        assert not 16 <= int.from_bytes(start, "big") <= 4096


def test_a_field_that_ends_too_early_is_refused() -> None:
    with pytest.raises(BadUnit):
        Reader(b"abc").text()
    with pytest.raises(BadUnit):
        Reader(b"abc").octets(4)
