"""What people write beside a file: who wins over whom, and what is refused."""

import pytest

from indexer.errors import ReadError
from indexer.sidecar import load, sidecars


@pytest.fixture
def file(tmp_path):
    inner = tmp_path / "kloster" / "1868"
    inner.mkdir(parents=True)
    path = inner / "maj.txt"
    path.write_text("§ 1 Val", encoding="utf-8")
    return path


def test_order(file, tmp_path):
    (tmp_path / "mapp.meta.toml").write_text('huvudman = "Fel"\nplace = "Kyrkan"\n', encoding="utf-8")
    (file.parent.parent / "mapp.meta.toml").write_text(
        'huvudman = "Kloster socken"\norgan = "kyrkostämma"\n', encoding="utf-8"
    )
    (file.parent / "maj.txt.meta.toml").write_text("date = 1868-05-03\n", encoding="utf-8")
    said = load(file, tmp_path)
    assert said.value("huvudman", None) == "Kloster socken"
    assert said.value("place", None) == "Kyrkan"
    assert said.value("huvudman", "Ur texten") == "Ur texten", "a folder fills, it does not correct"
    assert said.value("date", "1868-05-04") == "1868-05-03", "a file's own sidecar corrects"
    assert len(sidecars(file, tmp_path)) == 3


def test_without_root_only_the_own_folder_counts(file):
    (file.parent.parent / "mapp.meta.toml").write_text('organ = "kyrkostämma"\n', encoding="utf-8")
    assert load(file, None).value("organ", None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('orgna = "x"', "orgna"),
        ("organ = 3", "organ"),
        ('date = "3 maj"', "1868-05-03"),
        ("organ = ", "TOML"),
        ('organ = ""', "organ"),
    ],
)
def test_refused(file, text, words):
    (file.parent / "maj.txt.meta.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words) as caught:
        load(file, None)
    assert "maj.txt.meta.toml" in str(caught.value)
