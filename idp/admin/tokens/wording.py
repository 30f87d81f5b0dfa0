"""Words what is wrong with a file of tokens: on a page in its reader's language, to programs and operators in English."""

from idp.errors import Problem
from idp.i18n import Catalogue
from idp.methods.tokens.wrong import Fault, WrongFile


def word_fault(fault: Fault | WrongFile) -> Problem:
    """Return the problem, of the field that the file came in."""
    return Problem(
        "pasted", f"console_token_fault.{fault.wrong}", {"named": fault.named, "beside": fault.beside}
    )


def say_fault(fault: Fault | WrongFile, english: Catalogue) -> str:
    """Return the sentence."""
    problem = word_fault(fault)
    return english.text(problem.key, **problem.parameters)
