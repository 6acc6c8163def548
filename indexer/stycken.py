"""How is running text without items cut into stycken?

At paragraph ends, else at sentence ends, else at blanks: 50 to 300 words each, and never more than a fixed number of
characters, whatever the text.
"""

import re
from collections.abc import Iterator

from indexer.model import Span

_ENOUGH = 900
"""Characters, about 150 words: a stycke of this length ends with its paragraph."""
_MOST = 1800
"""Characters, about 300 words."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE = re.compile(r"[.!?][”\"»]?\s+(?=[A-ZÅÄÖ§\d])")


def stycken(text: str, span: Span) -> Iterator[Span]:
    """Cut a stretch of text; the parts cover it."""
    at = span.start
    while at < span.end:
        end = _end(text, at, span.end)
        yield Span(at, end)
        at = end


def _end(text: str, at: int, last: int) -> int:
    if last - at <= _MOST:
        return last
    window = text[at : at + _MOST]
    ends = [match.end() for match in _PARAGRAPH.finditer(window) if window[: match.start()].strip()]
    good = next((end for end in ends if end >= _ENOUGH), ends[-1] if ends and ends[-1] >= _ENOUGH // 3 else 0)
    if good:
        return at + good
    sentences = [match.end() for match in _SENTENCE.finditer(window)]
    blank = max(window.rfind(" "), window.rfind("\n")) + 1
    return at + (next((end for end in reversed(sentences) if end > _ENOUGH // 3), 0) or blank or _MOST)
