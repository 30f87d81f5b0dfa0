"""An application made anew compiles no page and no address again, and takes nothing of another."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from jinja2 import Environment, FileSystemLoader
from jinja2.bccache import Bucket

from idp.app.application import Application
from idp.app.compiled_templates import CompiledTemplates


class Counting(CompiledTemplates):
    """Counts what had to be compiled."""

    compiled = 0

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled += 1
        super().dump_bytecode(bucket)


def make_application(*rules: str) -> Flask:
    app = Application("idp", static_folder=None)
    for rule in rules:
        app.add_url_rule(rule, rule, lambda **names: "")
    return app


def find_builder(app: Flask, endpoint: str) -> Callable[..., object]:
    [rule] = app.url_map.iter_rules(endpoint)
    builder: Callable[..., object] = rule._build.__func__
    return builder


def test_the_same_address_of_two_applications_is_compiled_once() -> None:
    first, second = make_application("/people/<person_id>"), make_application("/people/<person_id>")
    assert find_builder(first, "/people/<person_id>") is find_builder(second, "/people/<person_id>")


def test_addresses_are_built_as_each_rule_is_written() -> None:
    app = make_application("/people/<person_id>", "/people/<int:person_id>", "/tokens/<person_id>")
    with app.test_request_context():
        assert app.url_for("/people/<person_id>", person_id="a b", page=2) == "/people/a%20b?page=2"
        assert app.url_for("/people/<int:person_id>", person_id="7") == "/people/7"
        assert app.url_for("/tokens/<person_id>", person_id="x") == "/tokens/x"


def test_a_template_is_compiled_once_until_it_says_something_else(tmp_path: Path) -> None:
    kept, page = Counting(), tmp_path / "page.html"

    def render(says: str) -> str:
        page.write_text(says)
        pages = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=kept, autoescape=True)
        return pages.get_template("page.html").render()

    assert [render("one"), render("one"), render("two"), render("one")] == ["one", "one", "two", "one"]
    assert kept.compiled == 2
