"""Whom the provider tells when codes cost money and nobody uses them."""

from msgspec import Struct


class Alarms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Signs that somebody makes us send text messages for their own gain (SMS pumping), and who hears of them."""

    mail: str | None = None
    """The address that alarms are mailed to; without one they are only logged and written to the audit trail."""
    completion_percent: int = 50
    """Alarm when fewer than this many percent of the codes sent by text message were used."""
    completion_samples: int = 20
    """Codes there must be in the hour, or the day, before their use says anything."""
    adjacent_numbers: int = 5
    """Alarm when so many numbers of one series of a hundred were sent codes within an hour and used none."""
