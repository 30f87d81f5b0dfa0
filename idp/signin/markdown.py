"""Reads the little Markdown that a message may use: paragraphs, lists, headings, strong and emphasised words.

The result is text in a few shapes, never HTML, so that nothing in it can become a tag, a link or a picture: of a link its
words are left, of HTML the letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LINK: Final = re.compile(r"!?\[([^\]\[]{0,300})\]\([^()]{0,1000}\)")
EMPHASIS: Final = re.compile(r"\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])")
ITEM: Final = re.compile(r"[-*+] +(.+)")
HEADING: Final = re.compile(r"#{1,6} +(.+?)(?: +#+)?")


class Weight(StrEnum):
    """How a piece of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one weight."""

    text: str
    weight: Weight = Weight.PLAIN


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's lines, or a list's items."""

    lines: tuple[Line, ...]
    is_list: bool = False


def read_plain(text: str) -> tuple[Block, ...]:
    """Return plain text as paragraphs."""
    return tuple(Block(tuple((Piece(line),) for line in lines)) for lines in split_paragraphs(text))


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return Markdown as paragraphs and lists."""
    return tuple(block for lines in split_paragraphs(text) for block in read_blocks(lines))


def split_paragraphs(text: str) -> list[list[str]]:
    """Return the lines of each paragraph; blank lines stand between paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def read_blocks(lines: list[str]) -> Iterator[Block]:
    """Yield the blocks of one paragraph: a run of items is a list, a heading stands alone, the rest is text."""
    run: list[Line] = []
    is_list = False
    for line in lines:
        item, heading = ITEM.fullmatch(line), HEADING.fullmatch(line)
        if run and (heading or is_list != bool(item)):
            yield Block(tuple(run), is_list)
            run = []
        is_list = bool(item)
        if heading:
            yield Block(((Piece(strip_links(heading[1]), Weight.STRONG),),))
        else:
            run.append(read_line(item[1] if item else line))
    if run:
        yield Block(tuple(run), is_list)


def read_line(line: str) -> Line:
    """Return a line's text by weight."""
    line, pieces, end = strip_links(line), [], 0
    for found in EMPHASIS.finditer(line):
        pieces.append(Piece(line[end : found.start()]))
        weight = Weight.STRONG if found[1] else Weight.EMPHASIS
        pieces.append(Piece(found[1] or found[2], weight))
        end = found.end()
    pieces.append(Piece(line[end:]))
    return tuple(piece for piece in pieces if piece.text)


def strip_links(line: str) -> str:
    """Return the line with the words of its links and pictures, but not where they led."""
    return LINK.sub(r"\1", line)
