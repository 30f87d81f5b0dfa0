"""A decision in the words of the policy, for those who keep it; the person's own sentences are in `idp.policy.explain`."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from idp.policy.decision import Counterfactual, Reason
from idp.policy.levels import Acr
from idp.policy.review.what_if import WhatIf
from idp.policy.text import Text


def name_part(part: Reason | Counterfactual | WhatIf) -> str:
    """Return the part's name in small letters with underscores: `level_too_low`."""
    name = type(part).__name__
    return "".join(f"_{mark.lower()}" if mark.isupper() else mark for mark in name).lstrip("_")


def tell_part(part: Reason | Counterfactual | WhatIf) -> dict[str, str | list[str]]:
    """Return what the part holds, each as text; what is nothing is left out, and so are texts in several languages."""
    fields = {name: getattr(part, name) for name in asdict(part)}
    return {
        name: tell_value(value)
        for name, value in fields.items()
        if value is not None and not isinstance(value, Text)
    }


def tell_value(value: Any) -> str | list[str]:
    """Return a value as text, several as a list of it."""
    if isinstance(value, Acr):
        return f"{value.level} in {value.zone}"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(tell_value(one)) for one in value]
    return str(value)


def write_part(part: Reason | Counterfactual | WhatIf) -> str:
    """Return the part as one line: its name, and what it holds in brackets."""
    held = ", ".join(
        f"{name} {' | '.join(value) if isinstance(value, list) else value}"
        for name, value in tell_part(part).items()
    )
    return f"{name_part(part)} ({held})" if held else name_part(part)
