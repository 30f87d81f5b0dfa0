"""By which words a person is found, and which of them find a protected identity."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from unicodedata import normalize

from idp.people.person import Person

MOST_CHARACTERS: Final = 64
"""Kept of a word; nobody types more to find somebody."""

MOST_WORDS: Final = 6
"""Words that are searched for at once; more narrow nothing."""

PARTS: Final = re.compile(r"[\s\-'’.,]+")
"""What stands between the parts of a name."""


NAMED: Final = attrgetter(
    "name", "given_name", "family_name", "username", "email", "employee_id", "is_protected", "alias", "realm"
)
"""Returns all that the words of a person are made of."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word that finds a person by any of its beginnings. A hidden one finds for those who may see the person."""

    text: str
    is_hidden: bool


def fold(text: str) -> str:
    """Return the text as it is compared: width and case do not matter, accents do."""
    return normalize("NFC", normalize("NFKC", text).casefold())


def read_words(typed: str) -> tuple[str, ...]:
    """Return the words that were typed to find somebody, each once, the longest first; none for nothing."""
    found = {word[:MOST_CHARACTERS] for word in fold(typed).replace("\0", " ").split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word))[:MOST_WORDS])


def list_words(person: Person) -> tuple[Word, ...]:
    """Return every word that finds the person: names and their parts, username, employment and mail address.

    Of a protected person the alias and the employment are for everybody, as in `idp.people.protection`; the rest
    is hidden. A word that is both is not hidden.
    """
    own = [person.name, person.given_name, person.family_name]
    named = {*split_names(own), fold(person.username), fold(person.email or "")}
    public = {fold(person.employee_id or "")}
    if person.is_protected:
        public |= set(split_names([person.alias or ""]))
    else:
        public, named = public | named, set()
    found = [*((word, False) for word in public), *((word, True) for word in named - public)]
    kept = {(word[:MOST_CHARACTERS], is_hidden) for word, is_hidden in found if word}
    hidden = {text for text, is_hidden in kept if is_hidden} - {
        text for text, is_hidden in kept if not is_hidden
    }
    return tuple(Word(text, text in hidden) for text in sorted({text for text, _ in kept}))


def is_named_alike(one: Person, other: Person) -> bool:
    """Say whether all that words are made of is the same of both: then the same words find both."""
    return NAMED(one) == NAMED(other)


def is_found(person: Person, words: Iterable[str], *, sees_protected: bool) -> bool:
    """Say whether every one of the words begins some word of the person that may find them."""
    own = [word.text for word in list_words(person) if sees_protected or not word.is_hidden]
    return all(any(text.startswith(word) for text in own) for word in words)


def split_names(names: Iterable[str]) -> Iterator[str]:
    """Yield each word of the names, and each part of a word with hyphens in it."""
    for name in names:
        for word in fold(name).split():
            yield word
            yield from PARTS.split(word)


Position = tuple[str, str]
"""Where somebody stands among those that were found; the next page begins after it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom somebody looks for: those whom every word finds, who are of the realm and in the group, as far as said."""

    words: tuple[str, ...] = ()
    realm: str | None = None
    group: str | None = None
    sees_protected: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One person that was found, and where."""

    person: Person
    position: Position
