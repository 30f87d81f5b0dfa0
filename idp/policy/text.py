"""A text of the policy's in the house's languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish, in English, and in `others`: pairs of a language's tag and the words."""

    sv: str
    en: str
    others: tuple[tuple[str, str], ...] = ()

    @property
    def by_language(self) -> dict[str, str]:
        """The words by language."""
        return {"sv": self.sv, "en": self.en, **dict(self.others)}

    def pick(self, language: str) -> str:
        """Return the text in `language`; in Swedish when it has none."""
        return self.by_language.get(language, self.sv)
