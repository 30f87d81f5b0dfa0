"""Every address, with what it expects and with what nobody expects, in any order: no 500 and no stack trace."""

from random import Random

from tests.fuzz.build import build_fuzzer
from tests.support.signing_in import House

PROBES = 1500


def test_no_request_however_made_is_answered_by_a_fault(house: House) -> None:
    fuzzer = build_fuzzer(house, Random(20261124))
    assert list(fuzzer.run(PROBES)) == []
    assert fuzzer.statuses[200] > PROBES / 100
    assert fuzzer.statuses[303] > PROBES / 100
