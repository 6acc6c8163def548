"""Is a value found under the name that somebody gives it?"""

import pytest

from api.values import FieldValues, NumberValues, exact_words, number_key

NUMBERS = ("VK 2015/221", "KS 2015/221", "SLK-2026-00017", "SLK-2024-00009:32", "2015/221")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("VK 2015/221", ("VK 2015/221",)),
        ("vk 2015-221", ("VK 2015/221",)),
        ("VK-2015-00221", ("VK 2015/221",)),
        ("vk 221/2015", ("VK 2015/221",)),
        ("dnr VK 2015/221", ("VK 2015/221",)),
        ("2015/221", ("VK 2015/221", "KS 2015/221", "2015/221")),
        ("SLK 2026-17", ("SLK-2026-00017",)),
        ("slk 2024/9:32", ("SLK-2024-00009:32",)),
        ("slk*", ("SLK-2026-00017", "SLK-2024-00009:32")),
        ("VK 2015/222", ()),
        ("VK", ()),
        ("", ()),
    ],
)
def test_a_diarienummer_is_found_in_any_spelling(asked, meant):
    assert NumberValues(NUMBERS, exact_words).mean(asked) == meant


def test_a_number_is_not_another_because_its_digits_are():
    keys = {number_key(text) for text in ("VK 2015/221", "VK 20152/21", "VK 2015/2210", "VK 15/221", "VKA 2015/221")}
    assert len(keys) == 5


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Anna Granlund", ("Anna Granlund",)),
        ("anna granlund", ("Anna Granlund",)),
        ("Granlund Anna", ("Anna Granlund",)),
        ("Anna Granlund (S)", ("Anna Granlund",)),
        ("Anna", ("Anna Granlund", "Anna Granlund Berg", "Eva-Anna Ek")),
        ("Granlu*", ("Anna Granlund", "Anna Granlund Berg")),
        ("Annas", ()),
        ("nna", ()),
        ("(S)", ()),
    ],
)
def test_a_person_is_found_by_whole_names(asked, meant):
    assert FieldValues(("Anna Granlund", "Anna Granlund Berg", "Eva-Anna Ek"), exact_words).mean(asked) == meant


def test_an_organ_is_found_in_any_inflection(library):
    organ = library.view().vocabulary.field("organ")
    assert organ.mean("kommunstyrelse") == ("Kommunstyrelsen",)
    assert organ.mean("KOMMUNFULLMÄKTIGE") == ("Kommunfullmäktige",)
    assert organ.mean("styrelsen") == ()
    assert library.view().vocabulary.field("huvudman").mean("Vidåkras") == ("Vidåkra kommun",)


def test_what_is_chosen_in_a_list_is_not_widened(library):
    organ = library.view().vocabulary.field("organ")
    assert organ.same("kommunstyrelsen") == ("Kommunstyrelsen",)
    assert organ.same("kommunstyrelse") == ()
