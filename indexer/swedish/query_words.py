"""Where does one word of a question end and the next begin?"""

import re
from collections.abc import Iterator

from indexer.pattern import Pattern
from indexer.swedish import wholes
from indexer.swedish.tokens import CHUNK, WHOLE, Token, marks, tokens, visible

REGISTRY = Pattern(
    source=r"(?<!\w) [A-ZÅÄÖ]{1,6} [ ] \d{1,7} (?:[-/] \d{1,7}){1,2} (?: : \d{1,4})? (?![\w/-])",
    finds=("RJL 2015/221", "dnr LJ 2014/628.", "SLK 2024-00009:32"),
    ignores=("den 2016-05-19", "RJL 2015", "rjl 2015/221"),
)
NUMBERED = Pattern(source=r"§+ \s{0,3} \d{1,6} (?:[^\W\d_]\b)?", finds=("§ 35", "§7a"), ignores=("35 §", "§ a"))
_WORD = re.compile("|".join(pattern.source for pattern in (NUMBERED, wholes.SUM, REGISTRY, CHUNK)), re.VERBOSE)


def words(text: str) -> Iterator[tuple[str, Token]]:
    """Give the words of a question with their first tokens.

    What is searched whole stays whole; what only stands close ("t.ex.") comes apart.

    >>> [word for word, _ in words("avslag på 2 000 kronor, RJL 2015/221 och t.ex. § 35")]
    ['avslag', 'på', '2 000', 'kronor', 'RJL 2015/221', 'och', 't', 'ex', '§ 35']
    """
    text = visible(text)
    found = iter(tokens(text))
    token = next(found, None)
    for match in _WORD.finditer(text):
        inside = []
        while token and token.start < match.end():
            inside.append(token)
            token = next(found, None)
        if inside and any(mark[0] == WHOLE for mark in marks(inside[0].key)):
            yield match[0], inside[0]
        else:
            yield from ((text[one.start : one.end], one) for one in inside)
