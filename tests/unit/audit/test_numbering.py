from idp.audit.entries import EntryName, read_name
from idp.audit.faults import Fault
from idp.audit.numbering import Numbering


def judge(numbering: Numbering, *entries: str) -> list[Fault | None]:
    return [numbering.judge(entry) for entry in entries]


def test_a_name_is_read_as_it_was_written() -> None:
    name = EntryName(12, "ab", 3)
    assert name.write() == "12.ab.3"
    assert read_name("12.ab.3") == name
    assert [read_name(other) for other in ("", "ab.3", "x.ab.3", "12.ab.-3", "1.2.3.4")] == [None] * 5


def test_each_writer_counts_for_itself() -> None:
    assert judge(Numbering(0), "0.a.1", "0.b.1", "0.a.2", "", "0.b.2") == [None] * 5


def test_a_number_left_out_is_missing_once() -> None:
    assert judge(Numbering(0), "0.a.1", "0.a.3", "0.a.4") == [None, Fault.MISSING, None]


def test_a_number_that_was_there_is_a_repetition() -> None:
    assert judge(Numbering(0), "0.a.1", "0.a.2", "0.a.1", "0.a.3") == [None, None, Fault.REPEATED, None]


def test_a_writers_first_number_is_one() -> None:
    assert judge(Numbering(0), "0.a.2") == [Fault.MISSING]


def test_only_a_writer_older_than_the_pruning_may_begin_later() -> None:
    assert judge(Numbering(10), "9.a.7", "10.b.2") == [None, Fault.MISSING]


def test_what_the_chain_lacks_is_not_named_twice() -> None:
    numbering = Numbering(0)
    judge(numbering, "0.a.1", "0.b.1")
    numbering.excuse()
    assert judge(numbering, "0.a.5", "0.a.7", "0.b.1") == [None, Fault.MISSING, Fault.REPEATED]
