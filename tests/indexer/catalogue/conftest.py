"""A parser and an analysis small enough to know what they must give."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.engine.plan import Term, TermClass
from indexer.engine.port import Engine
from indexer.engine.reference import ReferenceEngine
from indexer.errors import ReadError
from indexer.ids import propose, unit_ids
from indexer.ingest import index, remove
from indexer.model import Anmarkning, Kind, Paragraf, Participant, Protokoll, Source, Span
from indexer.report import IngestReport
from indexer.sidecar import Sidecar
from indexer.swedish.tokens import Token
from indexer.tools import Tools

_ITEM = re.compile(r"^§ (\S+) (.*)$", re.MULTILINE)


class WordAnalysis:
    """Words are letters and digits in a row."""

    def __init__(self, digest: str = "words") -> None:
        self.digest = digest

    @staticmethod
    def tokens(text: str, *, date: int = 0) -> list[Token]:
        del date
        return [Token(found.group().lower(), *found.span()) for found in re.finditer(r"\w+", text)]

    @staticmethod
    def derive(key: str) -> tuple[Term, ...]:
        return (Term(TermClass.SURFACE, key),)


def parse_simple(
    path: Path, *, shown_path: str | None = None, sidecar: Sidecar | None = None, reader: object = None
) -> tuple[Protokoll, ...]:
    """Read "# huvudman | organ | date" lines, each the head of a meeting, and "§ number title" lines in it."""
    text = path.read_text()
    if "OLÄSLIG" in text:
        raise ReadError(f"{path}: är oläslig. Byt ut den.")
    if "KRASCH" in text:
        raise ZeroDivisionError
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    starts = [found.start() for found in re.finditer("^# ", text, re.MULTILINE)] + [len(text)]
    source = Source(path=shown_path or str(path), sha256=sha256, format="text", pages=None)
    return tuple(_meeting(text, start, end, source, sidecar or Sidecar()) for start, end in pairwise(starts))


def _meeting(text: str, start: int, end: int, source: Source, sidecar: Sidecar) -> Protokoll:
    head = text[start:end].partition("\n")[0].removeprefix("# ").split(" | ")
    huvudman, organ, date = (
        sidecar.value(key, value.strip("- ") or None)
        for key, value in zip(("huvudman", "organ", "date"), head, strict=True)
    )
    items = list(_ITEM.finditer(text, start, end))
    edges = [start, *(item.start() for item in items), end]
    kinds = [(Kind.INLEDNING, None), *((Kind.PARAGRAF, item[1]) for item in items)]
    own = propose(huvudman, organ, date, source.sha256)
    units = [
        _unit(text, unit_id, kind, Span(*edges[i : i + 2]), items[i - 1] if i else None)
        for i, (unit_id, (kind, _)) in enumerate(zip(unit_ids(own, kinds), kinds, strict=True))
    ]
    return Protokoll(
        id=own,
        source=source,
        parser_version="1",
        huvudman=huvudman,
        organ=organ,
        date=date,
        participants=(Participant(name="Vera Ek", party="V", role="ledamot", deciding=True),),
        paragrafer=tuple(units[1:]),
        other_units=tuple(units[:1]),
        anmarkningar=(Anmarkning(code="prov", message="Ett prov."),),
    )


def _unit(text: str, unit_id: str, kind: Kind, span: Span, item: re.Match[str] | None) -> Paragraf:
    return Paragraf(
        id=unit_id,
        kind=kind,
        number=item[1] if item else None,
        title=item[2] if item else None,
        diarienummer=(),
        page=None,
        sections=(),
        beslut=(),
        participants=("Vera Ek",) if item else (),
        text=text[span.start : span.end],
        span=span,
        title_span=Span(*item.span()) if item else None,
    )


def meeting(date: str, *items: str, huvudman: str = "Ekby kommun", organ: str = "Kommunstyrelsen") -> str:
    """Write minutes for `parse_simple`: "1 Title: text" items."""
    lines = [f"# {huvudman} | {organ} | {date}", "Närvarande: Vera Ek"]
    for item in items:
        heading, _, text = item.partition(": ")
        lines += [f"§ {heading}", text]
    return "\n".join(lines) + "\n"


@dataclass
class Workshop:
    """A folder of minutes, a home, and the means to index one into the other."""

    folder: Path
    home: Path
    tools: Tools

    def write(self, name: str, text: str) -> Path:
        """Write a file, as if some time ago, each time at another."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        ago = time.time_ns() - 10_000_000_123 - hash(text) % 1_000_000
        os.utime(path, ns=(ago, ago))
        return path

    def index(self, *paths: Path, **options: bool) -> IngestReport:
        return index(paths or (self.folder,), self.home, tools=self.tools, **options)

    def remove(self, wanted: str, reason: str = "personuppgifter") -> tuple[str, ...]:
        return remove(wanted, self.home, reason, tools=self.tools)

    def with_parser(self, version: str, change: Callable[[Protokoll], Protokoll] = lambda found: found) -> None:
        """Let the parser be another version, that reads otherwise."""

        def parse(
            path: Path, *, shown_path: str | None = None, sidecar: Sidecar | None = None, reader: object = None
        ) -> tuple[Protokoll, ...]:
            found = parse_simple(path, shown_path=shown_path, sidecar=sidecar, reader=reader)
            return tuple(change(replace(protokoll, parser_version=version)) for protokoll in found)

        self.tools = replace(self.tools, parse=parse, parser_version=version)

    def catalogue(self) -> Catalogue:
        return Catalogue.open(self.home / "catalogue.sqlite")

    def engine(self) -> Engine:
        newest = max(self.home.glob("gen-*"), key=lambda path: int(path.name[4:]))
        return ReferenceEngine(newest, WordAnalysis.derive)

    def ids(self) -> set[str]:
        """The units that a search can find, checked against those that the catalogue can show."""
        catalogue = self.catalogue()
        live = {unit: version for unit, (_, version) in catalogue.live_versions().items()}
        assert dict(self.engine().snapshot().versions()) == live
        assert all(unit is not None for unit in catalogue.units(live.items()))
        catalogue.close()
        return set(live)


def _open_reference(path: Path, derive: Callable[[str], tuple[Term, ...]], *, name: str) -> Engine:
    assert name == "reference"
    return ReferenceEngine(path, derive)


@pytest.fixture
def tools() -> Tools:
    return Tools(
        parse=parse_simple,
        parser_version="1",
        open_analysis=lambda _home: WordAnalysis(),
        open_engine=_open_reference,
        engine="reference",
        formats={".txt"},
    )


@pytest.fixture
def workshop(tmp_path: Path, tools: Tools) -> Workshop:
    folder = tmp_path / "minutes"
    folder.mkdir()
    return Workshop(folder, tmp_path / "home", tools)


@pytest.fixture
def write_meeting() -> Callable[..., str]:
    return meeting


@pytest.fixture
def other_analysis() -> type[WordAnalysis]:
    return WordAnalysis
