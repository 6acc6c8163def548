"""Random requests: every node of the lexical plan, nested, with filters, facets, sorts, pages and cases."""

from engine_collections import DATES, PERSONS, VALUES, derive

from indexer.engine import plan
from indexer.engine.plan import Term, TermClass, WeightedTerm
from indexer.engine.port import FACETS, FacetRequest, Filter, Request

FIELDS = {**VALUES, "participant": PERSONS, "deciding": PERSONS}
LETTERS = "abeklnsåö"


def random_request(dice, history):
    """Make a request that fits a collection: most of it asks for something that is there."""
    asker = _Asker(dice, history)
    return Request(
        strict=asker.node(3),
        relaxed=asker.node(1) if dice.random() < 0.5 else None,
        relax_below=dice.choice((100, 100, 1, 0, 5)),
        filters=tuple(Filter(*asker.values(), dice.random() < 0.3) for _ in range(dice.choice((0, 0, 1, 1, 2, 3)))),
        sort=dice.choice(("relevance", "relevance", "newest", "oldest")),
        limit=dice.choice((0, 1, 5, 10, 10, 10, 1000)),
        offset=dice.choice((0, 0, 0, 1, 10, 10**12)),
        facets=tuple(asker.facet(name) for name in dice.sample(FACETS, k=dice.choice((0, 0, 2, 5, 8)))),
        collapse=dice.random() < 0.3,
    )


class _Asker:
    def __init__(self, dice, history):
        self.dice = dice
        self.words = history.words
        self.texts = [unit.tokens for unit in history.units.values() if unit.tokens] or [history.words]

    def node(self, depth):
        leaves = (self.group, self.group, self.phrase, self.phrase, self.prefix, self.fuzzy, self.unscored)
        if depth == 0 or self.dice.random() < 0.2:
            return self.dice.choice(leaves)()
        return self.dice.choice((self.all, self.all, self.any, self.no, self.most))(depth - 1)

    def all(self, depth):
        extras = tuple(self.node(depth) for _ in range(self.dice.choice((0, 0, 1, 2))))
        return plan.And(self.nodes(depth), extras)

    def any(self, depth):
        return plan.Or(self.nodes(depth))

    def no(self, depth):
        return plan.Not(self.node(depth))

    def most(self, _):
        parts = tuple(self.dice.choice((self.group, self.phrase))() for _ in range(self.dice.choice((0, 1, 2, 3, 4))))
        return plan.Most(parts, self.dice.choice((0.5, 0.5, 0.0, 0.3, 0.7, 1.0)))

    def nodes(self, depth):
        return tuple(self.node(depth) for _ in range(self.dice.choice((0, 1, 2, 2, 2, 3))))

    def zone(self):
        return self.dice.choice((None, None, None, 0, 1, 2))

    def boost(self):
        return self.dice.choice((1.0, 1.0, 0.4, 2.5))

    def word(self):
        text = self.dice.choice(self.texts)
        return self.dice.choice((*self.dice.choices(text, k=3), self.dice.choice(self.words), "okänt"))

    def surface(self):
        return self.word().removeprefix("^")

    def group(self):
        terms = [term for _ in range(self.dice.choice((1, 1, 2, 4))) for term in derive(self.word())]
        chosen = dict.fromkeys(self.dice.sample(terms, k=self.dice.randint(1, len(terms))))
        chosen |= dict.fromkeys([Term(TermClass.OCR, "okänt")] if self.dice.random() < 0.1 else [])
        weighted = tuple(WeightedTerm(term, self.dice.choice((1.0, 1.0, 0.8, 0.5, 0.0))) for term in chosen)
        return plan.Group(self.surface(), weighted, self.zone(), self.boost())

    def phrase(self):
        text = self.dice.choice(self.texts)
        start, size = self.dice.randrange(len(text)), self.dice.choice((1, 2, 2, 3, 4))
        there = [word.removeprefix("^") for word in text[start : start + size]]
        if self.dice.random() < 0.3 and len(there) > 2:
            del there[1]
        slots = tuple((word, *self.others()) for word in there)
        return plan.Phrase(" ".join(there), slots, self.dice.choice((0, 0, 1, 2, 5, 100)), self.zone(), self.boost())

    def others(self):
        return tuple(self.surface() for _ in range(self.dice.choice((0, 0, 0, 1, 2))))

    def prefix(self):
        return plan.Prefix(self.surface()[: self.dice.randint(0, 4)], self.zone())

    def fuzzy(self):
        letters = list(self.surface())
        for _ in range(self.dice.choice((0, 1, 1, 2))):
            at = self.dice.randint(0, len(letters))
            letters[at : at + self.dice.randint(0, 2)] = self.dice.choices(LETTERS, k=self.dice.randint(0, 2))
        return plan.Fuzzy("".join(letters), self.dice.choice((1, 1, 2)), self.zone())

    def unscored(self):
        first, last = sorted(self.dice.choices((0, *DATES, 20991231), k=2))
        kinds = (plan.Everything(), plan.Nothing(), plan.Dates(first, last), plan.Keyword(*self.values()))
        return self.dice.choices(kinds, (2, 1, 3, 5))[0]

    def values(self):
        name = self.dice.choice(list(FIELDS))
        return name, tuple(self.dice.choices((*FIELDS[name], "okänt"), k=self.dice.choice((0, 1, 1, 1, 2, 3))))

    def facet(self, name):
        always = self.dice.choices((*FIELDS[name], "okänt"), k=self.dice.choice((0, 0, 1, 2)))
        return FacetRequest(name, self.dice.choice((0, 1, 3, 100)), tuple(always))
