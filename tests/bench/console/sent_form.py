"""What a browser sends of a page's form as it stands: hidden fields, what is filled in, chosen and ticked beforehand."""

from html.parser import HTMLParser


def read_form(page: str, action: str) -> dict[str, list[str]]:
    """Return the fields of the form that goes to an address. Raises LookupError when the page has none."""
    reader = FormReader(action)
    reader.feed(page)
    if not reader.is_found:
        raise LookupError(f"the page has no form that goes to {action}")
    return reader.fields


class FormReader(HTMLParser):
    """Gathers the fields of the form that goes to `action`; buttons are not among them."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.is_found = False
        self._action = action
        self._is_inside = False
        self._text: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag adds to the form."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._is_inside = given.get("action") == self._action and not self.is_found
            self.is_found = self.is_found or self._is_inside
        if not self._is_inside:
            return
        if tag == "input" and name and given.get("type") != "file":
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.fields[name], self._text = [""], name
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        """Add to what a text field holds."""
        if self._text is not None:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave the form, or one of its fields."""
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._text is not None:
            self.fields[self._text] = [self.fields[self._text][0].removeprefix("\n")]
            self._text = None
        elif tag == "select":
            self._select = ""
