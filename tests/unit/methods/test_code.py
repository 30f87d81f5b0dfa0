"""A typed code is read as it was sent, and kept only as a keyed hash."""

import pytest

from idp.methods.code import read_code
from idp.methods.code_hash import hash_code


@pytest.mark.parametrize(
    "typed", ["K7MPXQ", "k7mpxq", " k7m-pxq ", "K7M PXQ", "K7M\u00a0PXQ", "K7M\u2011PXQ", "K7M\tPXQ"]
)
def test_case_blanks_and_hyphens_do_not_matter(typed: str) -> None:
    assert read_code(typed) == "K7MPXQ"


def test_anything_else_stays_and_makes_it_another_code() -> None:
    assert read_code("K7MPXQ.") != "K7MPXQ"


def test_the_hash_depends_on_the_key_the_sign_in_and_the_code() -> None:
    made = hash_code(b"key", "i1", "K7MPXQ")
    assert made == hash_code(b"key", "i1", "K7MPXQ")
    assert (
        len(
            {
                made,
                hash_code(b"yek", "i1", "K7MPXQ"),
                hash_code(b"key", "i2", "K7MPXQ"),
                hash_code(b"key", "i1", "K7MPXR"),
            }
        )
        == 4
    )


def test_what_is_no_text_is_hashed_all_the_same() -> None:
    assert len(hash_code(b"key", "i1", "\ud800\x00")) == 64
