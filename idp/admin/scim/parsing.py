"""Reads filters and the paths of PATCH (RFC 7644, sections 3.4.2.2 and 3.5.2).

`not` binds strongest, then `and`, then `or`; attribute names and operators are read whatever their case.
"""

from dataclasses import dataclass
from typing import Final

from idp.admin.scim.fault import Fault, bad_filter, bad_path
from idp.admin.scim.filter import (
    And,
    AttributePath,
    Comparison,
    Filter,
    Not,
    Operator,
    Or,
    Present,
    Value,
    Within,
)
from idp.admin.scim.lexing import Kind, Lexeme, cut
from idp.admin.scim.names import ENTERPRISE, GROUP, MUNICIPAL, USER

DEEPEST: Final = 12
"""How many parentheses and brackets may stand inside one another."""

SCHEMAS: Final = {urn.lower(): urn for urn in (USER, GROUP, ENTERPRISE, MUNICIPAL)}
LITERALS: Final[dict[str, Value]] = {"true": True, "false": False, "null": None}
OPERATORS: Final = frozenset(Operator)


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation of a PATCH is done to: an attribute, those of its values that match, one part of each."""

    path: AttributePath
    chosen: Filter | None = None
    sub: str | None = None


def parse_filter(written: str) -> Filter:
    """Return the filter. Raises Fault: `invalidFilter`, with the place where it stops making sense."""
    reader = Reader(cut(written))
    found = reader.read_or(0)
    reader.expect_end()
    return found


def parse_target(written: str) -> Target:
    """Return what a PATCH operation's path names. Raises Fault: `invalidPath`, or `invalidFilter` inside brackets."""
    try:
        reader = Reader(cut(written))
    except Fault as fault:
        raise bad_path(fault.detail) from None
    word = reader.take()
    if word.kind is not Kind.WORD:
        raise bad_path("a path begins with the name of an attribute")
    path, chosen, sub = split_path(word.text), None, None
    if reader.is_sign("["):
        chosen = reader.read_within(path, 0).inner
        if reader.is_sign("."):
            reader.take()
            sub = reader.take().text
            if not sub or (not sub[0].isalpha() and sub[0] != "$"):
                raise bad_path("after the dot stands the name of a part")
    if reader.next.kind is not Kind.END:
        raise bad_path(f"the path should end before character {reader.next.place}")
    return Target(path, chosen, sub)


def parse_path(written: str) -> AttributePath:
    """Return the attribute that is named, without a filter. Raises Fault: `invalidPath`."""
    target = parse_target(written)
    if target.chosen is not None:
        raise bad_path("name the attribute alone")
    return target.path


def split_path(word: str) -> AttributePath:
    """Return the parts of an attribute's name, a schema's URN in front or not. Raises Fault."""
    if word.lower() in SCHEMAS:
        return AttributePath("", schema=SCHEMAS[word.lower()])
    schema, colon, inner = word.rpartition(":")
    name, dot, sub = inner.partition(".")
    if not name or (dot and not sub) or "." in sub or (colon and not schema):
        raise bad_path("an attribute is named as userName, name.givenName, or with its schema's URN in front")
    return AttributePath(name, sub if dot else None, SCHEMAS.get(schema.lower(), schema) if colon else None)


class Reader:
    """Reads a filter from its pieces, one piece ahead."""

    def __init__(self, pieces: list[Lexeme]) -> None:
        self._pieces = pieces
        self._at = 0

    @property
    def next(self) -> Lexeme:
        """The piece that is read next."""
        return self._pieces[self._at]

    def take(self) -> Lexeme:
        """Return the next piece and go on; the end is never passed."""
        piece = self._pieces[self._at]
        self._at += piece.kind is not Kind.END
        return piece

    def is_sign(self, sign: str) -> bool:
        """Say whether the next piece is this sign."""
        return self.next.kind is Kind.SIGN and self.next.text == sign

    def is_word(self, *words: str) -> bool:
        """Say whether the next piece is one of these words, whatever its case."""
        return self.next.kind is Kind.WORD and self.next.text.lower() in words

    def expect(self, sign: str) -> None:
        """Pass the sign. Raises Fault when something else stands there."""
        if not self.is_sign(sign):
            raise bad_filter(f"{sign} is missing at character {self.next.place}")
        self.take()

    def expect_end(self) -> None:
        """Raise Fault when something is left."""
        if self.next.kind is not Kind.END:
            raise bad_filter(f"the filter should end before character {self.next.place}")

    def read_or(self, depth: int) -> Filter:
        """Return what `or` joins."""
        found = self.read_and(depth)
        while self.is_word("or"):
            self.take()
            found = Or(found, self.read_and(depth))
        return found

    def read_and(self, depth: int) -> Filter:
        """Return what `and` joins."""
        found = self.read_one(depth)
        while self.is_word("and"):
            self.take()
            found = And(found, self.read_one(depth))
        return found

    def read_one(self, depth: int) -> Filter:
        """Return a group, the negation of one, or a term."""
        if depth > DEEPEST:
            raise bad_filter(f"parentheses may stand {DEEPEST} deep")
        is_negated = self.is_word("not")
        if is_negated:
            self.take()
        if is_negated or self.is_sign("("):
            self.expect("(")
            found = self.read_or(depth + 1)
            self.expect(")")
            return Not(found) if is_negated else found
        return self.read_term(depth)

    def read_term(self, depth: int) -> Filter:
        """Return a comparison, a test of presence, or a filter within an attribute's values."""
        word = self.take()
        if word.kind is not Kind.WORD:
            raise bad_filter(f"an attribute's name is missing at character {word.place}")
        try:
            path = split_path(word.text)
        except Fault as fault:
            raise bad_filter(fault.detail) from None
        if self.is_sign("["):
            return self.read_within(path, depth)
        if self.is_word("pr"):
            self.take()
            return Present(path)
        operator = self.take()
        if operator.kind is not Kind.WORD or operator.text.lower() not in OPERATORS:
            raise bad_filter(
                f"an operator is missing at character {operator.place}: eq ne co sw ew gt ge lt le pr"
            )
        return Comparison(path, Operator(operator.text.lower()), self.read_value())

    def read_within(self, path: AttributePath, depth: int) -> Within:
        """Return the filter in brackets. Raises Fault, also for brackets inside brackets."""
        self.expect("[")
        inner = self.read_or(depth + 1)
        self.expect("]")
        if path.sub is not None or holds_within(inner):
            raise bad_filter("brackets follow an attribute, and hold none inside them")
        return Within(path, inner)

    def read_value(self) -> Value:
        """Return what is compared with: a text, a number, true, false or null."""
        piece = self.take()
        if piece.kind is Kind.VALUE:
            return piece.value
        if piece.kind is Kind.WORD and piece.text in LITERALS:
            return LITERALS[piece.text]
        raise bad_filter(f"a value is missing at character {piece.place}; texts stand in double quotes")


def holds_within(found: Filter) -> bool:
    """Say whether brackets stand anywhere in the filter."""
    match found:
        case Within():
            return True
        case And(left, right) | Or(left, right):
            return holds_within(left) or holds_within(right)
        case Not(part):
            return holds_within(part)
        case Present() | Comparison():
            return False
