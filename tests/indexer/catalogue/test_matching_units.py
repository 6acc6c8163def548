"""Which unit is which: whatever is moved, renumbered or reworded, nobody gets another's id."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue.matching import Fingerprint, match

_UNITS = st.lists(
    st.builds(
        Fingerprint,
        kind=st.sampled_from(["paragraf", "bilaga"]),
        number=st.sampled_from([None, "1", "2", "3"]),
        title=st.sampled_from([None, "x", "y"]),
        text=st.sampled_from("abcdef"),
    ),
    max_size=8,
)


def _paragraf(number: str, title: str, text: str) -> Fingerprint:
    return Fingerprint("paragraf", number, title, text)


@given(_UNITS, _UNITS)
def test_no_old_unit_is_two_new_ones(old: list[Fingerprint], new: list[Fingerprint]) -> None:
    found = [place for place in match(old, new) if place is not None]
    assert len(found) == len(set(found))


@given(_UNITS)
def test_a_reading_that_is_the_same_matches_itself(units: list[Fingerprint]) -> None:
    pairs = match(units, units)
    alike = [place is not None and units[place] == unit for place, unit in zip(pairs, units, strict=True)]
    assert all(alike)


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("xy")), max_size=6, unique=True), st.randoms())
def test_order_does_not_matter_where_the_text_tells(pairs: list[tuple[str, str]], dice: object) -> None:
    old = [_paragraf(number, title, number + title) for number, title in pairs]
    new = list(old)
    dice.shuffle(new)
    assert [old[place] for place in match(old, new) if place is not None] == new


def test_titles_beat_numbers_when_all_numbers_move_one_step() -> None:
    old = [_paragraf("1", "val", "a"), _paragraf("2", "budget", "b")]
    new = [_paragraf("2", "val", "a2"), _paragraf("3", "budget", "b2")]
    assert match(old, new) == (0, 1)


def test_a_new_title_keeps_the_number() -> None:
    assert match([_paragraf("1", "val", "a")], [_paragraf("1", "valet", "b")]) == (0,)


def test_two_alike_on_one_side_and_one_on_the_other_is_doubt() -> None:
    old = [Fingerprint("bilaga", None, None, "a"), Fingerprint("bilaga", None, None, "b")]
    assert match(old, [Fingerprint("bilaga", None, None, "c")]) == (None,)
