"""Finds people of the local directory among a hundred thousand, by an index whatever is asked, a page at a time."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, select, tuple_

from idp.people.finding import Found, Position, Wanted
from idp.storage.memberships import local_groups, memberships
from idp.storage.people import people, read_person
from idp.storage.people_words import people_words

LAST: Final = "\U0010ffff"
"""Comes after everything that a word can go on with."""


class PeopleSearch:
    """Implements `PeopleIndex`. Nobody's sealed numbers are opened: a list shows none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_people(self, wanted: Wanted, after: Position | None, limit: int) -> tuple[Found, ...]:
        rows = self._connection.execute(build_search(wanted, after).limit(limit))
        return tuple(Found(read_person(row, {}), (row.first, row.second)) for row in rows)


def build_search(wanted: Wanted, after: Position | None) -> Select[Any]:
    """Return the question, in the order of the index that answers it: words, else the group, else usernames."""
    if wanted.words:
        return search_by_word(wanted, after)
    if wanted.group is not None:
        return search_by_group(wanted, after)
    return in_order(select_people(), people.c.realm, people.c.canonical_username, after).where(
        *limit_realm(people.c.realm, wanted)
    )


def search_by_word(wanted: Wanted, after: Position | None) -> Select[Any]:
    """Look along the first word, the longest, and hold the others against whom it finds.

    Somebody of whom two words begin alike is found by the first of them alone.
    """
    first, *others = wanted.words
    earlier = people_words.alias()
    is_first = ~exists().where(
        earlier.c.person_id == people_words.c.person_id,
        earlier.c.word < people_words.c.word,
        begins(earlier, first, wanted),
    )
    question = select_people().join(people_words, people_words.c.person_id == people.c.person_id)
    question = question.where(
        begins(people_words, first, wanted),
        is_first,
        *(has_word(word, wanted) for word in others),
        *limit_realm(people_words.c.realm, wanted),
    )
    if wanted.group is not None:
        question = question.where(
            exists().where(
                memberships.c.person_id == people.c.person_id,
                memberships.c.group_id == find_group(wanted),
            )
        )
    return in_order(question, people_words.c.word, people_words.c.person_id, after)


def search_by_group(wanted: Wanted, after: Position | None) -> Select[Any]:
    """Look along the members of the group, in the order of their ids: the index has no other."""
    question = select_people().join(memberships, memberships.c.person_id == people.c.person_id)
    question = question.where(
        memberships.c.group_id == find_group(wanted), *limit_realm(people.c.realm, wanted)
    )
    return in_order(question, memberships.c.group_id, memberships.c.person_id, after)


def find_group(wanted: Wanted) -> Any:
    """Return the id of the group, as a question within the question."""
    return select(local_groups.c.group_id).where(local_groups.c.name == wanted.group).scalar_subquery()


def select_people() -> Select[Any]:
    """Return the question for everybody."""
    return select(people)


def in_order(question: Select[Any], first: Any, second: Any, after: Position | None) -> Select[Any]:
    """Return the question in an order of two columns, from after a position."""
    ordered = question.add_columns(first.label("first"), second.label("second")).order_by(first, second)
    return ordered if after is None else ordered.where(tuple_(first, second) > tuple_(*after))


def begins(words: Any, word: str, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that a row's word begins so and may find its person."""
    is_within = and_(words.c.word >= word, words.c.word < word + LAST)
    return is_within if wanted.sees_protected else and_(is_within, words.c.is_hidden.is_(False))


def has_word(word: str, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that another of the person's words begins so."""
    other = people_words.alias()
    return exists().where(other.c.person_id == people_words.c.person_id, begins(other, word, wanted))


def limit_realm(column: Any, wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    """Return the condition on the realm, if there is one."""
    return () if wanted.realm is None else (column == wanted.realm,)
