"""How fast are PDF and Word files read, beside the libraries that most people use?

    python benchmarks/reading.py FOLDER...    reads every .pdf below them, and a made .docx; writes docs/performance.md

Needs the peers: pip install -e .[peers]
"""

import importlib.metadata
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pdfplumber
import pypdf

from indexer.read import read
from indexer.readers import open_readers

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
HEADING = "## Reading"
ROUNDS = 3
PARAGRAPHS = 3000


def _with_pypdf(file: Path) -> None:
    for page in pypdf.PdfReader(file).pages:
        page.extract_text()


def _with_pdfplumber(file: Path) -> None:
    with pdfplumber.open(file) as document:
        for page in document.pages:
            page.extract_text()


def _with_python_docx(file: Path) -> None:
    for paragraph in docx.Document(str(file)).paragraphs:
        assert paragraph.text is not None


def _seconds(work: Callable[[Path], object], files: list[Path], rounds: int = ROUNDS) -> float:
    """The best of some rounds over all files."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        for file in files:
            work(file)
        best = min(best, time.perf_counter() - started)
    return best


def _made_docx(folder: Path) -> Path:
    fresh = folder / "benchmark.docx"
    document = docx.Document()
    for n in range(PARAGRAPHS):
        document.add_paragraph(f"§ {n} Kommunstyrelsen beslutar att anta förslaget till överenskommelse.")
    document.save(str(fresh))
    return fresh


def _in_children(files: list[Path]) -> float:
    """All files through warm children, as a run reads them."""
    with open_readers() as readers:
        readers.read(files[0])
        started = time.perf_counter()
        for file in files:
            readers.ahead(file)
        for file in files:
            readers.read(file)
        return time.perf_counter() - started


def _parent_growth(file: Path, count: int = 2000) -> float:
    """Megabytes that the parent holds more after one file was read many times."""
    with open_readers() as readers:
        for _ in range(50):
            readers.read(file)
        before = _resident()
        for _ in range(count):
            readers.read(file)
        return _resident() - before


def _resident() -> float:
    """Megabytes of memory in use now; the peak would be that of the peers."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def _rows(files: list[Path], word: Path) -> list[str]:
    pages = sum(len(read(file).page_starts) for file in files)
    ours = _seconds(read, files)
    rows = [f"| PDF | ours | {pages / ours:.0f} pages/s | 1 |"]
    for name, work in (("pypdf", _with_pypdf), ("pdfplumber", _with_pdfplumber)):
        theirs = _seconds(work, files, rounds=1)
        rows.append(f"| PDF | {name} {_version(name)} | {pages / theirs:.0f} pages/s | {theirs / ours:.1f} |")
    rows.append(f"| PDF | ours, in warm children | {pages / _in_children(files):.0f} pages/s | |")
    ours, theirs = _seconds(read, [word]), _seconds(_with_python_docx, [word])
    rows.append(f"| DOCX | ours | {PARAGRAPHS / ours:.0f} paragraphs/s | 1 |")
    name = f"python-docx {_version('python-docx')}"
    rows.append(f"| DOCX | {name} | {PARAGRAPHS / theirs:.0f} paragraphs/s | {theirs / ours:.1f} |")
    grown = _parent_growth(word.with_suffix(".html"))
    rows.append(f"\nThe parent's memory grew by {grown:.1f} MB over 2,000 files.")
    return rows


def _version(name: str) -> str:
    return importlib.metadata.version(name)


def main() -> None:
    """Measure and write the table."""
    files = sorted(file for folder in sys.argv[1:] for file in Path(folder).rglob("*.pdf"))
    if not files:
        sys.exit("No PDF files in the folders given.")
    scratch = ROOT / "build"
    scratch.mkdir(exist_ok=True)
    word = _made_docx(scratch)
    word.with_suffix(".html").write_text("<html><body><p>Protokoll</p></body></html>", encoding="utf-8")
    about = f"`python benchmarks/reading.py FOLDER` over {len(files)} real PDF files of minutes and audit reports."
    table = ["| format | reader | speed | times our time |", "|---|---|---|---|", *_rows(files, word)]
    section = "\n".join([HEADING, "", about, "", *table, ""])
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n\n"
    before, _, after = old.partition(HEADING)
    rest = after[after.index("\n## ") + 1 :] if "\n## " in after else ""
    PAGE.write_text(before + section + ("\n" + rest if rest else ""), encoding="utf-8")
    print(section)


if __name__ == "__main__":
    main()
