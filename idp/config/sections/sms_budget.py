"""How much the municipality wants to pay for codes by text message. What one costs stands with its gateway."""

from msgspec import Struct


class SmsBudget(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ladder that codes by text message climb as the month's money is spent; months and days are Sweden's."""

    kronor_per_month: int | None = None
    """Kronor a month for codes; when they are spent, codes go to the app and by e-mail only."""
    codes_per_day: int = 2000
    """Text message codes the whole municipality may be sent in a day."""
    remind_at: int = 70
    """Percent of the month's money from which the code's page reminds of the app."""
    reason_at: int = 90
    """Percent of the month's money from which a person says why the app does not do."""
