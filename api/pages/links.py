"""At which address does one question stand, and the question one step away from it?

Every choice on a page of results is a real link: the same question with one value more, one less, another order or the
next page (D31). An address holds only what differs from the defaults, in the order of `SearchParams`.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

from api.params import SearchParams

SEARCH = "/sok"
_UNIT_PARTS = 4
"""Parts of a unit's id: huvudman, organ, date, number."""
_TOGETHER = frozenset({"limit", "facet_limit", "sort", "facets", "relax", "group", "explain"})
"""Parameters that say how to answer, not what is asked."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as name and value pairs."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, params: SearchParams) -> Self:
        """Take what differs from the defaults.

        >>> Ask.of(SearchParams(q="skola", organ=("styrelse",), offset=20)).url
        '/sok?q=skola&organ=styrelse&offset=20'
        """
        pairs: list[tuple[str, str]] = []
        for name, value in params.model_dump(mode="json", exclude_defaults=True).items():
            values = value if isinstance(value, list | tuple) else (value,)
            pairs.extend((name, str(one).lower() if isinstance(one, bool) else str(one)) for one in values)
        return cls(tuple(pairs))

    @property
    def url(self) -> str:
        """The page that answers it."""
        return self.at(SEARCH)

    def at(self, path: str) -> str:
        """Ask another path the same."""
        return f"{path}?{urlencode(self.pairs)}" if self.pairs else path

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The pairs that narrow the question: neither its words nor how to answer it."""
        return tuple(pair for pair in self.pairs if pair[0] not in _TOGETHER | {"q", "offset"})

    def fields_except(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Give the pairs a form must send along when it sends `names` itself."""
        return tuple(pair for pair in self.pairs if pair[0] not in {*names, "offset"})

    def plus(self, name: str, value: str) -> "Ask":
        """Ask with one value more, from the first page.

        >>> Ask((("q", "skola"), ("offset", "20"))).plus("year", "2023").url
        '/sok?q=skola&year=2023'
        """
        return Ask((*self.fields_except(), (name, value)))

    def minus(self, name: str, value: str) -> "Ask":
        """Ask with one value less, from the first page."""
        return Ask(tuple(pair for pair in self.fields_except() if pair != (name, value)))

    def put(self, name: str, value: str | None) -> "Ask":
        """Ask with this value and no other of that name; None takes the name away.

        >>> Ask((("q", "skola"), ("sort", "newest"))).put("sort", None).url
        '/sok?q=skola'
        """
        rest = self.fields_except(name)
        return Ask(rest if value is None else (*rest, (name, value)))

    def without_filters(self) -> "Ask":
        """Ask with the words alone."""
        return Ask(tuple(pair for pair in self.fields_except() if pair not in self.filters))


def search_for(**values: str) -> str:
    """Give the address of a question.

    >>> search_for(diarienummer="RJL 2015/221", sort="oldest")
    '/sok?diarienummer=RJL+2015%2F221&sort=oldest'
    """
    return Ask(tuple(values.items())).url


def organ_in(organ: str, huvudman: str | None) -> str:
    """Give the address of what one body has decided, newest first."""
    narrowed = {"huvudman": huvudman} if huvudman else {}
    return search_for(**narrowed, organ=organ, sort="newest")


def page_of(unit_or_protokoll: str) -> str:
    """Give the permanent path of a unit or a protokoll by its id.

    >>> page_of("okand/styrelse/2016-05-19/35~2")
    '/p/okand/styrelse/2016-05-19/35~2'
    """
    return "/p/" + quote(unit_or_protokoll, safe="/~")


def is_unit_path(path: str) -> bool:
    """Tell the address of a unit from that of a protokoll, whose id has one part less.

    >>> is_unit_path("/p/okand/styrelse/2016-05-19/35"), is_unit_path("/p/okand/styrelse/2016-05-19")
    (True, False)
    """
    return path.strip("/").count("/") >= _UNIT_PARTS
