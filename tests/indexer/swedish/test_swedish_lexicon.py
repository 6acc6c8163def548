"""The lexicon is compiled once, opens at once, and the home's copy is the truth."""

import time

import pytest

from indexer.errors import IndexHomeError
from indexer.swedish import hunspell, lexicon_home
from indexer.swedish.compile import compile_lexicon
from indexer.swedish.lexicon import BEGIN, END, MIDDLE, NAME, WORD, Lexicon

AFF = """SET UTF-8
FORBIDDENWORD %
COMPOUNDBEGIN X
COMPOUNDMIDDLE U
COMPOUNDEND Y
ONLYINCOMPOUND Z
SFX A Y 1
SFX A 0 s .
SFX E Y 1
SFX E 0 n a
SFX G Y 1
SFX G a or a
SFX v Y 1
SFX v 0 s/WXZ .
"""
DIC = """8
gata/AEGY
gatu/XZ
ro/AX
rot/A
rötter/A
Ro/A
fel/%
vård/AvY
"""


@pytest.fixture
def base(tmp_path):
    (tmp_path / "sv.aff").write_text(AFF, "utf-8")
    (tmp_path / "sv.dic").write_text(DIC, "utf-8")
    return tmp_path / "sv"


@pytest.fixture
def lexicon(base, tmp_path):
    compile_lexicon(base, tmp_path / "lexikon.bin")
    return Lexicon.open(tmp_path / "lexikon.bin")


@pytest.mark.parametrize(
    ("word", "cls", "use"),
    [
        ("gata", "gata", WORD | END),
        ("gator", "gata", WORD | END),
        ("gators", "gata", WORD | END),
        ("gatu", "gata", BEGIN | MIDDLE),
        ("rötter", "rot", WORD),
        ("vårds", "vård", WORD | END | BEGIN | MIDDLE),
        ("ro", "ro", WORD | BEGIN | MIDDLE),
    ],
)
def test_a_form_has_its_word_and_its_use(lexicon, word, cls, use):
    assert lexicon.look_up(word) == (cls, use)


@pytest.mark.parametrize("word", ["fel", "gat", "gatan2", "", "s", "x" * 300, "gatass"])
def test_other_words_are_unknown(lexicon, word):
    assert lexicon.look_up(word) is None


def test_a_name_is_known_as_a_name(tmp_path):
    (tmp_path / "sv.aff").write_text(AFF, "utf-8")
    (tmp_path / "sv.dic").write_text("2\nAndreas/A\nAndrea/A\n", "utf-8")
    compile_lexicon(tmp_path / "sv", tmp_path / "lexikon.bin")
    lexicon = Lexicon.open(tmp_path / "lexikon.bin")
    assert lexicon.look_up("andreas") == ("andreas", NAME)
    assert lexicon.look_up("andrea") == ("andrea", NAME)


def test_other_compound_flags_are_refused(base):
    base.with_suffix(".aff").write_text(AFF.replace("COMPOUNDEND Y", "COMPOUNDEND Q"), "utf-8")
    with pytest.raises(ValueError, match="COMPOUNDEND Q"):
        list(hunspell.read_forms(base))


def test_a_file_that_is_no_lexicon_is_refused(tmp_path):
    (tmp_path / "lexikon.bin").write_bytes(b"something else")
    with pytest.raises(IndexHomeError, match=r"lexikon\.bin är inte en ordlista"):
        lexicon_home.open_lexicon(tmp_path)


def test_a_home_keeps_its_own_copy(tmp_path, base, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(hunspell, "find_dictionary", lambda: base)
    first = lexicon_home.open_lexicon(home)
    assert [path.name for path in home.iterdir()] == ["lexikon.bin"]
    base.with_suffix(".dic").write_text("1\nannat/A\n", "utf-8")
    again = lexicon_home.open_lexicon(home)
    assert again.stamp == first.stamp
    assert again.look_up("gata") is not None
    monkeypatch.setattr(hunspell, "find_dictionary", lambda: None)
    assert lexicon_home.open_lexicon(home).stamp == first.stamp


def test_without_the_dictionary_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(hunspell, "find_dictionary", lambda: None)
    assert lexicon_home.open_lexicon(None) is None
    assert lexicon_home.open_lexicon(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_it_opens_at_once(tmp_path):
    lexicon_home.open_lexicon(tmp_path)
    start = time.perf_counter()
    opened = lexicon_home.open_lexicon(tmp_path)
    assert time.perf_counter() - start < 0.020
    assert opened.look_up("kommunfullmäktige") is not None
    assert (tmp_path / "lexikon.bin").stat().st_size < 20_000_000
