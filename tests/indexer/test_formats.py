"""The same minutes mean the same in every format; what a format hides or threatens is handled in words."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.errors import ReadError
from indexer.parse import parse_file
from indexer.read import read

_SPEC = importlib.util.spec_from_file_location("made_files", Path(__file__).with_name("made_files.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)

SHARED = Path(__file__).parents[3] / "shared"
NAMES = ["bom.txt", "utf16.txt", "windows.txt", "latin1.txt", "mojibake.txt", "a.pdf", "a.docx", "a.html"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return made.write_all(tmp_path_factory.mktemp("formats"))


def _meaning(path):
    (protokoll,) = parse_file(path)
    items = [(p.number, p.title, p.diarienummer, [point.text for point in p.beslut]) for p in protokoll.paragrafer]
    return protokoll.huvudman, protokoll.organ, protokoll.date, items


def test_the_text_itself_is_understood(files):
    *_, items = _meaning(files["utf8.txt"])
    assert [number for number, *_ in items] == ["27", "28", "29"]
    assert items[1][1] == "Ny överenskommelse om skolskjuts"
    assert all(beslut for *_, beslut in items)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_means_the_same(files, name):
    assert _meaning(files[name]) == _meaning(files["utf8.txt"])


def test_mojibake_is_remarked_and_quotes_stay(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("Frågan om ”ångbåten” för § 3".encode().decode("cp1252", "replace").encode())
    assert [a.code for a in read(file).anmarkningar] == ["teckenkod-lagad"]
    file.write_text("Frågan om ”ångbåten” för § 3", encoding="utf-8")
    reading = read(file)
    assert (reading.text, reading.anmarkningar) == ("Frågan om ”ångbåten” för § 3", ())


def test_pages_of_a_pdf_and_words_cut_at_line_ends(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made.pdf([["Ett förslag från bygg-", "nämnden om kostnads-", "och ansvarsdelning"], ["sida två"]]))
    cleaned = clean(read(file))
    assert "byggnämnden om kostnads-\noch" in cleaned.text
    assert [cleaned.page(cleaned.text.index(word)) for word in ("Ett", "sida")] == [1, 2]


def test_a_scanned_pdf_is_remarked_not_refused(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made.scanned_pdf())
    assert [a.code for a in read(file).anmarkningar] == ["skannad-behover-ocr"]
    (protokoll,) = parse_file(file)
    assert "skannad-behover-ocr" in [a.code for a in protokoll.anmarkningar]


def _docx_text(tmp_path, *parts):
    file = tmp_path / "a.docx"
    file.write_bytes(made.docx(*parts))
    return read(file)


def test_word_changes_count_as_accepted(tmp_path):
    run = "<w:r><w:t>{}</w:t></w:r>"
    struck = "<w:del><w:r><w:delText>avslår</w:delText></w:r></w:del>"
    body = f"<w:p>{run.format('Nämnden ')}<w:ins>{run.format('bifaller')}</w:ins>{struck}</w:p>"
    assert _docx_text(tmp_path, body).text == "Nämnden bifaller\n"


def test_word_tables_notes_and_hidden_text(tmp_path):
    cells = "".join(
        f"<w:tc>{''.join(map(made.paragraph, cell))}</w:tc>" for cell in (["Beslutande"], ["Ada Ek", "Bo Alm"])
    )
    note = "<w:p><w:r><w:t>Planen</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r></w:p>"
    reading = _docx_text(
        tmp_path,
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{note}{hidden}",
        "",
        f"<w:footnote w:id='2'>{made.paragraph('Bilaga 3')}</w:footnote>",
    )
    assert "Beslutande\tAda Ek\n\tBo Alm" in reading.text
    assert "Planen[1]\n\n[1] Bilaga 3" in reading.text
    assert "hemligt" not in reading.text
    assert [a.code for a in reading.anmarkningar] == ["dold-text"]


def test_web_lists_go_on_and_start_over(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(
        "<html><body><ol><li>Öppnande<li><p>Val</p></ol><p>Paus</p><ol start=3><li>Plan<ol><li>Karta</ol></ol>"
        "<script>x</script><p hidden>dolt</p></body></html>",
        encoding="utf-8",
    )
    assert re.sub(r"\s+", " ", read(file).text) == "1. Öppnande 2. Val Paus 3. Plan 1. Karta "


def test_content_goes_before_the_ending(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(made.pdf([["Protokoll för Norrskogs kommun"]]))
    assert read(file).format == "pdf"


BOMB = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7 hej", "skadad PDF"),
        ("a.pdf", b"hej", "ingen PDF"),
        ("a.docx", b"PK\x03\x04word/document.xml", "skadad"),
        ("a.docx", b"hej", "ingen DOCX"),
        ("entity.docx", made.zipped({"word/document.xml": BOMB}), "DTD"),
        ("bomb.docx", made.zipped({"word/document.xml": "<w>" + " " * 30_000_000 + "</w>"}), "orimligt"),
        ("deep.docx", made.docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "skadad"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"hej", "nästlad"),
    ],
)
def test_what_threatens_is_refused(tmp_path, name, data, words):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ReadError, match=words):
        read(file)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared saknas bredvid projektet")
@pytest.mark.parametrize("folder", ["minutes/lithekod", "pdf"])
def test_real_pdfs(folder):
    """Those with a text beside them have its words; all are read."""
    files = sorted((SHARED / folder).glob("*.pdf"))
    assert files
    for file in files:
        words = _words(file)
        assert sum(words.values()) > 20, file.name
        beside = file.with_name(file.name + ".txt")
        if beside.exists():
            told = _words(beside)
            assert sum((words & told).values()) >= 0.99 * max(sum(words.values()), sum(told.values())), file.name


def _words(file):
    return Counter(re.findall(r"\w+", re.sub(r"-\s*\n\s*", "", clean(read(file)).text)))
