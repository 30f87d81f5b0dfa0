"""Files are small and named for one thing."""

from statistics import median

from tests.architecture.sources import ROOT, list_modules

LONGEST = 400
HALF_ARE_UNDER = 100
COLLECTION_POINTS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "service"}


def count_lines(package: str) -> dict[str, int]:
    return {
        str(module): (ROOT / module).read_text(encoding="utf-8").count("\n")
        for module in list_modules(package)
    }


def test_no_file_is_longer_than_anybody_reads() -> None:
    """A migration is written by a machine and read by one."""
    sizes = count_lines("idp") | count_lines("clients") | count_lines("tests")
    sizes = {module: lines for module, lines in sizes.items() if "migrations/versions" not in module}
    assert {module: lines for module, lines in sizes.items() if lines > LONGEST} == {}


def test_half_of_the_files_are_under_a_hundred_lines() -> None:
    assert median(lines for lines in count_lines("idp").values() if lines) < HALF_ARE_UNDER


def test_no_file_is_a_collection_point() -> None:
    modules = (*list_modules("idp"), *list_modules("clients"))
    assert [str(module) for module in modules if module.stem in COLLECTION_POINTS] == []
