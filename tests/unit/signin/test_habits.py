"""A browser remembers how each question was answered: little, nothing of the person, and nothing we did not write."""

from hypothesis import given
from hypothesis import strategies as st

from idp.policy.levels import Level
from idp.policy.text import Text
from idp.sessions.cookies import LONGEST_VALUE
from idp.signin.habits import MOST, add_habit, find_habit, name_question

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True)
AT_HOME, AT_WORK = ("app", "sms", "mail"), ("app", "sms", "mail", "password")


TEXT = Text("Lösenord", "Password")


def build_level(name: str, second: str = "password") -> Level:
    return Level(name, frozenset({"password", second}), (), TEXT, TEXT)


SMS, PASSWORD = build_level("sms", "sms"), build_level("password")


def test_each_question_has_its_answer() -> None:
    habits = add_habit(add_habit(None, AT_HOME, SMS), AT_WORK, PASSWORD)
    assert (find_habit(habits, AT_HOME), find_habit(habits, AT_WORK)) == ("sms", "password")
    assert find_habit(habits, ("app", "mail")) is None


def test_a_new_answer_takes_the_place_of_the_old() -> None:
    habits = add_habit(add_habit(None, AT_WORK, SMS), AT_WORK, PASSWORD)
    assert find_habit(habits, AT_WORK) == "password"
    assert habits == add_habit(None, AT_WORK, PASSWORD)


def test_the_order_of_the_ways_is_no_other_question() -> None:
    assert find_habit(add_habit(None, AT_HOME, SMS), AT_HOME[::-1]) == "sms"


def test_a_way_out_for_one_bad_day_is_no_habit() -> None:
    habits = add_habit(None, AT_HOME, SMS)
    ways = (*AT_HOME, "recovery", "bypass")
    assert add_habit(habits, ways, build_level("recovery", "recovery")) == habits
    assert add_habit(None, ways, build_level("helpdesk", "bypass")) is None


@given(st.lists(st.tuples(st.frozensets(NAMES, min_size=1), NAMES), max_size=8))
def test_what_is_kept_fits_in_a_cookie_and_tells_the_newest(
    answers: list[tuple[frozenset[str], str]],
) -> None:
    habits = None
    for ways, name in answers:
        habits = add_habit(habits, ways | {name}, build_level(name))
    assert len(habits or "") <= LONGEST_VALUE
    newest = {ways | {name}: name for ways, name in answers}
    for ways, _ in [(ways | {name}, name) for ways, name in answers[-MOST:]]:
        assert find_habit(habits, ways) == newest[ways]


@given(st.text(max_size=300))
def test_what_we_did_not_write_is_no_answer_and_no_error(habits: str) -> None:
    assert find_habit(habits, AT_HOME) is None or name_question(AT_HOME) in habits
    assert find_habit(add_habit(habits, AT_HOME, SMS), AT_HOME) == "sms"
