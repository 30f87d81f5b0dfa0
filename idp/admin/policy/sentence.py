"""A sentence that was typed into a form: several lines of a field are one in the policy."""

from idp.admin.policy.forms.hours import Form


def read_sentence(form: Form, field: str) -> str:
    """Return what was typed, on one line; nothing when it is blank."""
    return " ".join(filter(None, map(str.strip, form.get(field, "").splitlines())))
