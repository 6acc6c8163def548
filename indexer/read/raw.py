"""What does a reader of one format hand over, and what leaves the package?"""

from dataclasses import dataclass

from indexer.model import Anmarkning


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a format module gives: text as decoded, not yet normalised or masked."""

    pages: tuple[str, ...]
    """One string a page; a single one where the format has no pages."""
    paged: bool
    """The format itself says where pages begin (PDF); false for text files."""
    format: str
    """text, pdf, docx, html."""
    anmarkningar: tuple[Anmarkning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of one file: normalised and masked."""

    text: str
    page_starts: tuple[int, ...]
    """Where each page begins (offset in `text`, page 1 first); empty where the format has no pages."""
    format: str
    anmarkningar: tuple[Anmarkning, ...] = ()
