"""What the accessibility statement says about this installation."""

from datetime import date

from msgspec import Struct


class Accessibility(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The accessibility statement (lagen om tillgänglighet till digital offentlig service, 2018:1937, section 13)."""

    published: date | None = None
    """When the site was published."""
    tested: date | None = None
    """When its accessibility was last tested."""
    tested_by: str | None = None
    """Who tested it; without a name the statement says that the municipality did it itself."""
    updated: date | None = None
    """When the statement was last gone through."""
    answer_days: int = 3
    """Working days within which a report of a shortcoming is answered."""
    shortcomings: dict[str, tuple[str, ...]] | None = None
    """What does not work, for whom and until when, by language, as in { sv = ["…"], en = ["…"] }; Swedish is needed."""
