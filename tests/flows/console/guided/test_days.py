"""A service's closed days and days with hours of their own as a form: each is one line of the draft's text."""

from tests.support.policies import TEXT, change
from tests.support.policy_pages import begin, read, submit, text_of, write_text
from tests.support.signing_in import House

PAGE = "services/ekonomi/days"
HOLIDAYS = '  { holidays = ["public", "eves"], hours = "never"'
CHRISTMAS = {"coming": "closed", "which": "dates", "days": "2026-12-24 – 2026-12-26"}
WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"which": ""}, "Välj vilka dagar det gäller."),
    ({"days": "2026-12-26..2026-12-24"}, "Skriv datumen som 2026-12-24..2026-12-26"),
    ({"days": ""}, "Skriv datumen som 2026-12-24..2026-12-26"),
    ({"which": "yearly"}, "Skriv dagarna som 07-01..07-31"),
    ({"which": "days_of_month", "days": "0..40"}, "Skriv dagarna som 18..19"),
    ({"times": "sent"}, "Skriv en enda tid som 22.00–05.00"),
    ({"times": "6-8, 9-10"}, "Skriv en enda tid som 22.00–05.00"),
    ({"coming": "exceptions"}, "Skriv när tjänsten är öppen"),
    ({"coming": "exceptions", "times": "6-9, 8-10"}, "Två tider går in i varandra."),
    ({"message-sv": "Stängt."}, "Skriv texten på både svenska och engelska"),
    ({"coming": "nothing"}, "Välj om dagarna är stängda eller har andra tider"),
    ({"coming": "nothing", "which": "", "days": ""}, "Inget ändrades."),
    ({"which": "holidays"}, "Välj minst en helgdag."),
    ({"holidays": "julafton"}, "Helgdagar är valda."),
    ({"coming": "nothing", "which": "", "days": "", "holidays": "julafton"}, "Välj om dagarna är stängda"),
)
"""What was typed otherwise, and what is told of it."""


def test_days_are_shown_in_words_and_one_that_goes_takes_its_line_along(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/{PAGE}")
    assert "Stängt: röda dagar och aftnar" in read(johan)
    submit(johan, gone=["exceptions-0"], coming="nothing")
    assert "Utkastet är sparat." in read(johan)
    written = text_of(johan, draft)
    assert HOLIDAYS not in written
    assert "Tjänsten har inga särskilda dagar." in read(johan.open(f"{draft}/{PAGE}"))


def test_a_closed_day_and_another_hour_are_added_behind_those_there_are(house: House) -> None:
    johan, draft = begin(house)
    submit(johan.open(f"{draft}/{PAGE}"), **CHRISTMAS)
    closed = 'closed = [{ dates = "2026-12-24..2026-12-26" }]\n'
    assert closed in text_of(johan, draft)
    message = {"message-sv": "Kort dag.", "message-en": "A short day."}
    more = {"coming": "exceptions", "which": "yearly", "days": "01-05", "times": "9-12", **message}
    submit(johan.open(f"{draft}/{PAGE}"), **more)
    line = '  { yearly = "01-05", hours = "09.00-12.00", message = { sv = "Kort dag.", en = "A short day." } },\n'
    written = text_of(johan, draft)
    assert HOLIDAYS in written
    assert line in written
    assert written.replace(closed, "").replace(line, "") == TEXT
    assert "Andra tider: 01-05, öppet 09.00-12.00" in read(johan.open(f"{draft}/{PAGE}"))


def test_what_cannot_be_meant_is_told_and_stays(house: House) -> None:
    johan, draft = begin(house)
    for typed, told in WRONG:
        submit(johan.open(f"{draft}/{PAGE}"), **CHRISTMAS | typed)
        assert johan.page.status_code == 422, told
        assert told in read(johan)
    assert text_of(johan, draft) == TEXT


def test_holidays_are_chosen_by_their_names_one_or_several(house: House) -> None:
    johan, draft = begin(house)
    several = ["julafton", "kristi-himmelsfardsdag"]
    submit(johan.open(f"{draft}/{PAGE}"), coming="closed", which="holidays", holidays=several)
    written = 'closed = [{ holidays = ["kristi-himmelsfardsdag", "julafton"] }]\n'
    assert written in text_of(johan, draft)
    assert "Stängt: Kristi himmelsfärdsdag och Julafton" in read(johan.open(f"{draft}/{PAGE}"))


def test_another_hour_goes_before_those_there_are_when_it_shall(house: House) -> None:
    johan, draft = begin(house)
    early = {"coming": "exceptions", "which": "holidays", "holidays": ["nyarsafton"], "times": "8-12"}
    submit(johan.open(f"{draft}/{PAGE}"), first="yes", **early)
    written = text_of(johan, draft)
    line = '  { holidays = ["nyarsafton"], hours = "08.00-12.00" },\n'
    assert written.index(line) < written.index(HOLIDAYS)
    assert written.replace(line, "") == TEXT


def test_days_that_are_no_list_of_tables_are_changed_in_the_text(house: House) -> None:
    johan, draft = begin(house)
    write_text(johan, draft, change("services.vab", 'hours = "always"', 'hours = "always"\nclosed = "jul"'))
    assert "Ändra den i texten." in read(johan.open(f"{draft}/services/vab/days"))
    assert johan.open(f"{draft}/services/nowhere/days").page.status_code == 404
    assert submit(johan.open(f"{draft}/{PAGE}"), **CHRISTMAS).page.status_code == 200
