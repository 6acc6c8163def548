"""A file that breaks a limit is refused in words, and the next one is read."""

import importlib.util
import os
import time
import zlib
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.read import read
from indexer.readers import Limits, open_readers
from indexer.reading_cache import ReadingCache

_SPEC = importlib.util.spec_from_file_location("made_files", Path(__file__).with_name("made_files.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)


@pytest.fixture
def pdf(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made.pdf([["Protokoll för Norrskogs kommun"]]))
    return file


def test_children_give_what_read_gives(tmp_path, pdf):
    bad = tmp_path / "rad\nbrytning.pdf"
    bad.write_bytes(b"%PDF-1.7")
    with open_readers(count=2) as readers:
        for file in (pdf, pdf):
            readers.ahead(file)
            assert readers.read(file) == read(file)
        with pytest.raises(ReadError, match="skadad PDF"):
            readers.read(bad)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(wall_seconds=0.0), "sekunder"),
        (Limits(output=10), "orimligt lång"),
    ],
)
def test_a_breach_is_told_and_the_run_goes_on(pdf, limits, words):
    with open_readers(count=1) as readers:
        readers._limits = limits
        with pytest.raises(ReadError, match=words):
            readers.read(pdf)
        readers._limits = Limits()
        assert readers.read(pdf).format == "pdf"


@pytest.mark.parametrize(
    ("limits", "words"), [(Limits(cpu_seconds=0), "räknetid"), (Limits(memory=400 << 20), "minne")]
)
def test_processor_and_memory_are_limited(tmp_path, limits, words):
    file = tmp_path / "a.html"
    file.write_text("<html><body>" + "<p>ord å</p>" * 4_000_000, encoding="utf-8")
    with open_readers(count=1, limits=limits) as readers, pytest.raises(ReadError, match=words):
        readers.read(file)


def test_children_end_with_their_readers(pdf):
    with open_readers(count=1) as readers:
        readers.read(pdf)
        (child,) = readers._all
        pid = child._process.pid
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_stop_while_reading_is_quick(tmp_path):
    file = tmp_path / "a.html"
    file.write_text("<html><body>" + "<p>ord å</p>" * 4_000_000, encoding="utf-8")
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), open_readers(count=1) as readers:
        _stop(readers, file)
    assert time.monotonic() - started < 10


def test_what_was_read_is_kept_masked_and_pruned(tmp_path, pdf):
    pdf.write_bytes(made.pdf([["Anna Ek, 850709-9805, valdes"]]))
    cache = ReadingCache(tmp_path / "kept")
    first = cache.read(pdf, read)
    assert cache.read(pdf, _fail) == first
    (kept,) = (tmp_path / "kept").glob("*/*")
    assert b"9805" not in zlib.decompress(kept.read_bytes())
    kept.write_bytes(b"skadad")
    assert cache.read(pdf, read) == first
    cache.prune(lambda _: False)
    assert list((tmp_path / "kept").glob("*/*")) == []


def _stop(readers, file):
    readers.ahead(file)
    raise KeyboardInterrupt


def _fail(path):
    raise AssertionError(path)
