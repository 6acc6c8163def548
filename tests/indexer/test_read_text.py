"""A text file in any encoding is read and masked; what is not text is refused in words."""

import pytest

from indexer.errors import ReadError
from indexer.read import read

TEXT = "§ 1 Val av justerare\nFör frågor: Åsa Öman\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path, encoding):
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    reading = read(file)
    assert reading.text == TEXT
    assert ("teckenkod-windows-1252" in [a.code for a in reading.anmarkningar]) == (encoding == "cp1252")


def test_a_few_damaged_bytes_do_not_make_it_windows(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(("å ä ö " * 20).encode() + b"\xe5")
    reading = read(file)
    assert reading.text.startswith("å ä ö å")
    assert [a.code for a in reading.anmarkningar] == ["tecken-skadade"]


def test_line_ends_and_composed_letters(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes("a\u030aret\r\ngick\rut".encode())
    assert read(file).text == "året\ngick\nut"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tom.txt", b"", "tom"),
        ("blank.txt", b" \n\t\n", "ingen text"),
        ("binar.txt", bytes(range(256)) * 20, "binära data"),
        ("pdf.txt", b"%PDF-1.7 hej", "PDF"),
        ("a.xyz", b"hej", "läses inte"),
    ],
)
def test_refused(tmp_path, name, data, words):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ReadError, match=words) as caught:
        read(file)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folder_missing_file_and_broken_link(tmp_path):
    (tmp_path / "mapp.txt").mkdir()
    (tmp_path / "lank.txt").symlink_to(tmp_path / "borta.txt")
    for name, words in [("mapp.txt", "mapp"), ("lank.txt", "länken"), ("ingen.txt", "finns inte")]:
        with pytest.raises(ReadError, match=words):
            read(tmp_path / name)


def test_personnummer_never_leave_the_reader(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Anna Ek, 850709-9805 och 19850709 –9805, org.nr 212000-1355", encoding="utf-8")
    reading = read(file)
    assert "9805" not in reading.text
    assert reading.text.count("[personnummer dolt]") == 2
    assert "212000-1355" in reading.text
    assert "personnummer-dolt" in [a.code for a in reading.anmarkningar]
