"""Finds people of the local directory among a hundred thousand, by an index whatever is asked, a page at a time.

A search looks along whatever finds the fewest – a word's range, or a small group – and holds the rest against them.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, tuple_

from idp.people.finding import Found, Position, Wanted
from idp.storage.people.memberships import local_groups, memberships
from idp.storage.people.people import people, read_person
from idp.storage.people.words import people_words

LAST: Final = "\U0010ffff"
"""Comes after everything that a word can go on with."""

FEW: Final = 2000
"""What is held against each of so many takes a few milliseconds; more are not counted."""


class PeopleSearch:
    """Implements `PeopleIndex`. Nobody's sealed numbers are opened: a list shows none. `few` is what counts as small."""

    def __init__(self, connection: Connection, few: int = FEW) -> None:
        self._connection = connection
        self._few = few

    def find_people(self, wanted: Wanted, after: Position | None, limit: int) -> tuple[Found, ...]:
        group_id = self._find_group(wanted)
        if wanted.group is not None and group_id is None:
            return ()
        if wanted.words and not self._is_along_group(group_id, after):
            question = search_by_word(wanted, self._order_words(wanted, after), group_id)
        elif group_id is not None:
            question = search_by_group(wanted, group_id)
        else:
            question = select_people(people.c.realm, people.c.canonical_username, people.c.realm, wanted)
        if after is not None:
            question = question.where(tuple_(*question.selected_columns[-2:]) > tuple_(*after))
        rows = self._connection.execute(question.limit(limit))
        return tuple(Found(read_person(row, {}), (row.first, row.second)) for row in rows)

    def _find_group(self, wanted: Wanted) -> str | None:
        """Return the id of the group that is asked for; None for none."""
        if wanted.group is None:
            return None
        found = select(local_groups.c.group_id).where(local_groups.c.name == wanted.group)
        return self._connection.execute(found).scalar()

    def _is_along_group(self, group_id: str | None, after: Position | None) -> bool:
        """Say whether to look along the group: it is small, or the page before did."""
        if group_id is None:
            return False
        if after is not None:
            return after[0] == group_id
        return (
            self._count(select(memberships.c.person_id).where(memberships.c.group_id == group_id)) < self._few
        )

    def _order_words(self, wanted: Wanted, after: Position | None) -> tuple[str, ...]:
        """Return the words with the one to look along first: that of the page before, else the one that finds fewest."""
        words = wanted.words
        if after is not None:
            words = tuple(sorted(words, key=lambda word: (not after[0].startswith(word), -len(word))))
        elif len(words) > 1:
            counts = {
                word: self._count(select(people_words.c.word).where(begins(people_words, word, wanted)))
                for word in words
            }
            words = tuple(sorted(words, key=lambda word: (counts[word], -len(word))))
        return words

    def _count(self, question: Select[Any]) -> int:
        """Return how many rows there are, at most `few`."""
        counted = select(func.count()).select_from(question.limit(self._few).subquery())
        return self._connection.execute(counted).scalar_one()


def search_by_word(wanted: Wanted, words: tuple[str, ...], group_id: str | None) -> Select[Any]:
    """Look along the first word, and hold the others against whom it finds.

    Somebody of whom two words begin alike is found by the first of them alone.
    """
    first, *others = words
    earlier = people_words.alias()
    is_first = ~exists().where(
        earlier.c.person_id == people_words.c.person_id,
        earlier.c.word < people_words.c.word,
        begins(earlier, first, wanted),
    )
    question = select_people(people_words.c.word, people_words.c.person_id, people_words.c.realm, wanted)
    question = question.join(people_words, people_words.c.person_id == people.c.person_id).where(
        begins(people_words, first, wanted), is_first, *(has_word(word, wanted) for word in others)
    )
    if group_id is None:
        return question
    return question.where(
        exists().where(memberships.c.person_id == people.c.person_id, memberships.c.group_id == group_id)
    )


def search_by_group(wanted: Wanted, group_id: str) -> Select[Any]:
    """Look along the members of the group, in the order of their ids, and hold every word against them."""
    question = select_people(memberships.c.group_id, memberships.c.person_id, people.c.realm, wanted)
    return question.join(memberships, memberships.c.person_id == people.c.person_id).where(
        memberships.c.group_id == group_id, *(has_word(word, wanted) for word in wanted.words)
    )


def select_people(first: Any, second: Any, realm: Any, wanted: Wanted) -> Select[Any]:
    """Return the question for people in the order of two columns, which are selected last.

    `realm` is the column that says the realm where the order's index can be walked.
    """
    question = select(people, first.label("first"), second.label("second")).order_by(first, second)
    return question if wanted.realm is None else question.where(realm == wanted.realm)


def begins(words: Any, word: str, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that a row's word begins so and may find its person."""
    is_within = and_(words.c.word >= word, words.c.word < word + LAST)
    return is_within if wanted.sees_protected else and_(is_within, words.c.is_hidden.is_(False))


def has_word(word: str, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that some word of the person begins so."""
    other = people_words.alias()
    return exists().where(other.c.person_id == people.c.person_id, begins(other, word, wanted))
