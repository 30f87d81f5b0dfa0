"""A text in both of the house's languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and in English."""

    sv: str
    en: str

    def pick(self, language: str) -> str:
        """Return the text in `language`; Swedish for any language but English."""
        return self.en if language == "en" else self.sv
