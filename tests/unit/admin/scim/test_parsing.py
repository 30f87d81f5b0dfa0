"""Filters are read as RFC 7644, section 3.4.2.2, has them; what cannot be read is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.admin.scim.fault import Fault
from idp.admin.scim.filter import (
    And,
    AttributePath,
    Comparison,
    Filter,
    Not,
    Operator,
    Or,
    Present,
    Within,
    list_leaves,
    write_filter,
)
from idp.admin.scim.names import ENTERPRISE, USER
from idp.admin.scim.parsing import DEEPEST, Target, parse_filter, parse_path, parse_target

A, B, C = (Present(AttributePath(name)) for name in "abc")
NAMES = st.from_regex(r"[a-zA-Z][a-zA-Z0-9_-]{0,8}", fullmatch=True)
WORDS = {"and", "or", "not"}
PATHS = st.builds(
    AttributePath,
    NAMES.filter(lambda name: name.lower() not in WORDS),
    st.none() | NAMES,
    st.sampled_from([None, USER, ENTERPRISE, "urn:example:other:1.0"]),
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(max_size=12).filter(lambda t: t.isprintable())
)
TERMS = st.builds(Present, PATHS) | st.builds(Comparison, PATHS, st.sampled_from(Operator), VALUES)


def grow(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    return st.builds(Not, inner) | st.builds(And, inner, inner) | st.builds(Or, inner, inner)


WITHINS = st.builds(
    Within,
    PATHS.map(lambda path: AttributePath(path.name, None, path.schema)),
    st.recursive(TERMS, grow, max_leaves=3),
)
FILTERS = st.recursive(TERMS | WITHINS, grow, max_leaves=6)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a pr and b pr or c pr", Or(And(A, B), C)),
        ("a pr or b pr and c pr", Or(A, And(B, C))),
        ("(a pr or b pr) and c pr", And(Or(A, B), C)),
        ("not (a pr) and b pr", And(Not(A), B)),
        ("a PR AND NOT(b Pr)", And(A, Not(B))),
        ("((a pr))", A),
    ],
)
def test_not_binds_before_and_and_and_before_or(written: str, read: Filter) -> None:
    assert parse_filter(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('userName Eq "a\\u0022b"', Comparison(AttributePath("userName"), Operator.EQ, 'a"b')),
        ("active ne false", Comparison(AttributePath("active"), Operator.NE, False)),
        ("n ge -1.5e2", Comparison(AttributePath("n"), Operator.GE, -150.0)),
        ("n eq null", Comparison(AttributePath("n"), Operator.EQ, None)),
        ('name.familyName co "O\'M"', Comparison(AttributePath("name", "familyName"), Operator.CO, "O'M")),
        (f'{USER}:userName sw "J"', Comparison(AttributePath("userName", None, USER), Operator.SW, "J")),
        (f'{USER.upper()}:name.x sw "J"', Comparison(AttributePath("name", "x", USER), Operator.SW, "J")),
        (f"{ENTERPRISE} pr", Present(AttributePath("", None, ENTERPRISE))),
        (
            'emails[type eq "work" and value co "@x"]',
            Within(
                AttributePath("emails"),
                And(
                    Comparison(AttributePath("type"), Operator.EQ, "work"),
                    Comparison(AttributePath("value"), Operator.CO, "@x"),
                ),
            ),
        ),
    ],
)
def test_terms_are_read(written: str, read: Filter) -> None:
    assert parse_filter(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "userName",
        "userName eq",
        "userName eq bare",
        "userName eq True",
        'userName like "x"',
        'userName eq "x',
        'userName eq "\\x"',
        'userName eq "\\ud800"',
        'userName eq "x" and',
        'and userName eq "x"',
        '(userName eq "x"',
        'userName eq "x")',
        "not userName pr",
        "emails[type pr",
        "emails[]",
        "emails[type[a pr]]",
        "a.b[c pr]",
        "a..b pr",
        "a. pr",
        ":a pr",
        "urn:x: pr",
        "a.b.c pr",
        'a eq "x" b eq "y"',
        "a eq 01",
        "a\tpr",
        "å pr",
        "(" * (DEEPEST + 1) + "a pr" + ")" * (DEEPEST + 1),
        " or ".join(["a pr"] * 300),
        f'a eq "{"x" * 2000}"',
    ],
)
def test_what_is_no_filter_is_refused(written: str) -> None:
    with pytest.raises(Fault) as refused:
        parse_filter(written)
    assert (refused.value.status, refused.value.scim_type) == (400, "invalidFilter")


@given(FILTERS)
def test_a_filter_that_is_written_is_read_as_itself(made: Filter) -> None:
    try:
        assert parse_filter(write_filter(made)) == made
    except Fault as fault:
        assert "deep" in fault.detail or "at most" in fault.detail  # noqa: PT017 - sizes are refused, and nothing else


@given(st.text(alphabet='ab.:[]()" \\eqprandot01-å\x00', max_size=40))
def test_any_text_is_a_filter_or_refused(written: str) -> None:
    try:
        assert list(list_leaves(parse_filter(written)))
    except Fault as fault:
        assert fault.scim_type == "invalidFilter"  # noqa: PT017


WORK = Comparison(AttributePath("type"), Operator.EQ, "work")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("members", Target(AttributePath("members"))),
        ("name.familyName", Target(AttributePath("name", "familyName"))),
        ('addresses[type eq "work"]', Target(AttributePath("addresses"), WORK)),
        (
            'addresses[type eq "work"].streetAddress',
            Target(AttributePath("addresses"), WORK, "streetAddress"),
        ),
        (f"{ENTERPRISE}:department", Target(AttributePath("department", None, ENTERPRISE))),
        (ENTERPRISE, Target(AttributePath("", None, ENTERPRISE))),
    ],
)
def test_paths_of_a_patch_are_read(written: str, read: Target) -> None:
    """RFC 7644, section 3.5.2."""
    assert parse_target(written) == read


@pytest.mark.parametrize(
    "written", ["", '"x"', "a b", "a[type pr]b", "a[type pr].", 'a[type pr]."x"', "a.b.c", "[x pr]"]
)
def test_what_is_no_path_is_refused(written: str) -> None:
    with pytest.raises(Fault) as refused:
        parse_target(written)
    assert refused.value.scim_type == "invalidPath"


def test_a_path_without_a_filter_is_asked_for_in_lists_of_attributes() -> None:
    with pytest.raises(Fault, match="alone"):
        parse_path("emails[type pr]")
    assert parse_path("emails.value") == AttributePath("emails", "value")
