"""One subject of the console: everything it adds to the menu, the pages, the REST API and the start page."""

from dataclasses import dataclass

from idp.admin.api.operation import Operation
from idp.admin.pages.console.parts import FindAttention
from idp.admin.pages.console_page import ConsolePage, Section


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject. `sections` are its entries of the menu; `finders` say what of it waits for somebody."""

    sections: tuple[Section, ...] = ()
    pages: tuple[ConsolePage, ...] = ()
    operations: tuple[Operation, ...] = ()
    finders: tuple[FindAttention, ...] = ()
