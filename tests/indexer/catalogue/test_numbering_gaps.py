"""A gap is reported only where a number must exist and is not here."""

from indexer.catalogue.numbering import Numbers, gaps, ranges_of


def _found(
    *meetings: tuple[str | None, list[int]], organ: str | None = "Kommunstyrelsen"
) -> list[tuple[str | None, int, int]]:
    protokoll = [Numbers("Ekby", organ, date, ranges_of(map(str, numbers))) for date, numbers in meetings]
    return [(gap.year, gap.first, gap.last) for gap in gaps(protokoll)]


def _run(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def test_a_whole_year_has_none() -> None:
    assert _found(("2020-01-02", _run(1, 20)), ("2020-02-02", _run(21, 40))) == []


def test_a_meeting_between_two_is_missing() -> None:
    assert _found(("2020-01-02", _run(1, 20)), ("2020-03-02", _run(41, 50))) == [("2020", 21, 40)]


def test_a_number_skipped_in_a_meeting_is_missing() -> None:
    assert _found(("2020-01-02", [1, 2, 4, 5])) == [("2020", 3, 3)]


def test_the_beginning_of_the_year_is_missing() -> None:
    assert _found(("2020-03-02", _run(32, 49))) == [("2020", 1, 31)]


def test_numbers_that_run_on_over_the_year_are_no_gap() -> None:
    assert _found(("2019-12-02", _run(1, 31)), ("2020-01-02", _run(32, 40))) == []


def test_bodies_that_begin_anew_each_time_have_gaps_only_inside() -> None:
    assert _found(("2020-01-02", _run(1, 9)), ("2020-02-02", _run(1, 5)), ("2020-03-02", [1, 2, 4])) == [("2020", 3, 3)]


def test_the_same_meeting_twice_hides_nothing_and_makes_nothing() -> None:
    whole, extract = ("2020-01-02", _run(1, 20)), ("2020-01-02", [9])
    assert _found(whole, extract, ("2020-02-02", _run(21, 30))) == []


def test_a_misread_number_makes_no_gap() -> None:
    assert _found(("2020-01-02", [1, 2, 3, 1899, 4, 5])) == []


def test_numbers_without_order_say_nothing() -> None:
    assert _found(("2020-01-02", [9, 7, 5, 3, 1])) == []


def test_meetings_of_unknown_bodies_are_not_compared() -> None:
    meetings = (("2020-01-02", _run(1, 5)), ("2020-03-02", [9, 11]))
    assert _found(*meetings, organ=None) == [("2020", 10, 10)]


def test_the_evidence_names_days_and_numbers() -> None:
    protokoll = [
        Numbers(None, "Styrelsen", "2020-01-02", ranges_of(["1", "2"])),
        Numbers(None, "Styrelsen", "2020-02-02", ranges_of(["4", "5 a"])),
    ]
    assert gaps(protokoll)[0].evidence == "§ 2 finns 2020-01-02, § 4 finns 2020-02-02"
