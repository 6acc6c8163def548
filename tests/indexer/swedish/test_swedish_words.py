"""Forms that must meet, words that must not, compounds and their cuts: word tables.

words/ holds our own tables, listed before anything was tuned; ../shared/wordlists those we were given.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.swedish.lexicon_home import open_lexicon
from indexer.swedish.terms import Terms

OWN = Path(__file__).parent / "words"
GIVEN = Path(__file__).parents[4] / "shared" / "wordlists"
Read = Callable[[str], list[str]]


def reader(folder: Path) -> Read:
    if not folder.is_dir():
        pytest.skip("the word lists that we were given are not beside the checkout")
    return lambda name: [line.strip() for line in (folder / name).read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def stems():
    lexicon = open_lexicon(None)
    assert lexicon is not None, "hunspell-sv is a dependency"
    return Terms(lexicon).stems


@pytest.mark.parametrize(("folder", "floor"), [(GIVEN, 104 / 108), (OWN, 114 / 115)], ids=["given", "own"])
def test_forms_of_a_word_meet(stems, folder, floor):
    families = [line.split("|")[0].split() for line in reader(folder)("families.txt")]
    apart = [family for family in families if len({stems.stem(form) for form in family}) > 1]
    assert len(apart) <= round((1 - floor) * len(families)), apart


@pytest.mark.parametrize(("folder", "file"), [(GIVEN, "hazards_core.txt"), (OWN, "hazards.txt")], ids=["given", "own"])
def test_other_words_stay_apart(stems, folder, file):
    pairs = [line.split() for line in reader(folder)(file)]
    assert [pair for pair in pairs if stems.stem(pair[0]) == stems.stem(pair[1])] == []


@pytest.mark.parametrize(("folder", "floor"), [(GIVEN, 0.96), (OWN, 0.86)], ids=["given", "own"])
def test_compounds_are_cut_where_they_should(stems, folder, floor):
    compounds = reader(folder)("compounds.txt")
    wrong = [word for word in compounds if "|".join(stems.split(word.replace("|", ""))) != word]
    assert len(wrong) <= (1 - floor) * len(compounds), wrong


@pytest.mark.parametrize("folder", [GIVEN, OWN], ids=["given", "own"])
def test_words_that_are_no_compounds_stay_whole(stems, folder):
    assert [word for word in reader(folder)("noncompounds.txt") if len(stems.split(word)) > 1] == []


def test_pieces_join_to_the_word_again(stems):
    for folder in (OWN, *([GIVEN] if GIVEN.is_dir() else [])):
        for name in ("compounds.txt", "noncompounds.txt", "families.txt"):
            for word in reader(folder)(name):
                whole = word.replace("|", "").split()[0]
                assert "".join(stems.split(whole)) == whole
