"""Shows enough of a destination to know it again, and no more."""

DOT = "•"


def mask_number(e164: str) -> str:
    """Return a Swedish number as `07•• ••• •05`; of another country's, the country's first digits and the last two."""
    if e164.startswith("+467"):
        return f"07{DOT * 2} {DOT * 3} {DOT}{e164[-2:]}"
    return f"{e164[:3]}{DOT * 4}{e164[-2:]}"


def mask_mail(address: str) -> str:
    """Return an address as `ma•••@havsvik.example`; of a one-letter name nothing is shown."""
    name, _, domain = address.rpartition("@")
    return f"{name[:2] if len(name) > 2 else ''}{DOT * 3}@{domain}"
