"""Which word of today is a word of an old text, and which did the scanner misread?

Before 1906 people wrote qvinna, öfver, af, hvad; verbs had plurals (gingo, voro) until about 1950; and of the å in old
prints a scanner reads a third to two thirds as ä. A word that is not known as it stands is changed by the rules below,
one at a time and at most two, until the lexicon knows it. What no rule makes known stays as it is.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple


class Rule(NamedTuple):
    """One way in which spelling changed."""

    trigger: str
    """Letters without which the rule has nothing to do: looked for first, because that is cheap."""
    pattern: re.Pattern[str]
    modern: str


def _rule(trigger: str, pattern: str, modern: str) -> Rule:
    return Rule(trigger, re.compile(pattern), modern)


_V = "aeiouyåäö"
RULES = (
    _rule("hv", r"hv", "v"),  # hvad, hvilken, hvarje
    _rule("qv", r"qv", "kv"),  # qvinna
    _rule("q", r"q(?!v)", "k"),
    _rule("fv", r"fv", "v"),  # hafva, öfver, blifvit
    _rule("f", rf"(?<=[{_V}])f(?=[{_V}nrsldt])", "v"),  # öfrig, grefve, lefnad, häfd
    _rule("f", r"f$", "v"),  # af, lif
    _rule("af", r"^af(?=\w{3})", "av"),  # afslag, afgift
    _rule("f", r"(?<=[rl])f", "v"),  # arfsrätt, halfva
    _rule("l", rf"(?<=[{_V}])l(?=[dk])", "ll"),  # stälda, vilkor
    _rule("n", r"(?<=[aeä])n(?=v)", "nn"),  # bränvin
    _rule("w", r"w", "v"),  # Wester
    _rule("dt", r"dt", "t"),  # stadgadt, landtbruk
    _rule("dt", r"dt$", "tt"),  # godt, beredt
    _rule("gt", r"gt", "kt"),  # fullmagt, rigtig
    _rule("gs", r"gs", "ks"),  # insigts
    _rule("igt", r"igt", "ikt"),  # vigtig
    _rule("je", r"je", "jä"),  # sjelf, hjelp, fjerde
    _rule("jem", r"jemn?", "jäm"),  # jemte, jemnlik
    _rule("der", r"der", "där"),  # derom
    _rule("e", r"e(?=\w)", "ä"),  # lemna, helsa, menniska
    _rule("nn", r"nn(?=[st])", "n"),  # sannt
    _rule("dn", r"dn", "n"),  # sednare
    _rule("th", r"th", "t"),
    _rule("ph", r"ph", "f"),
    _rule("c", r"c(?![kh])", "k"),  # Calmar, officiel
    _rule("x", r"x", "ks"),
    _rule("z", r"z", "s"),
    _rule("ne", r"(?<=[aeo]r)ne(?=s?$)", "na"),  # riksdagarne, ledamöterne
    _rule("e", r"e$", "a"),  # alle, valde
    _rule("kong", r"^kong", "kung"),
    _rule("konung", r"konung", "kung"),
    _rule("el", r"el(?=a?$)", "ell"),  # officiela
    _rule("up", r"^up(?=[^p])", "upp"),  # Upsala
    _rule("iln", r"iln", "illn"),  # åtskilnad
    _rule("ii", r"ii", "i"),
)
OCR = _rule("ä", r"ä", "å")
"""What the scanner makes of å."""
_PLURALS = """
äro är, voro var, vore var, hava har, hafva har, haver har, hafver har, bliva blir, blifva blir, blevo blev,
blefvo blev, blef blev, giva ger, gifva ger, gåvo gav, gåfvo gav, gingo gick, fingo fick, togo tog, stodo stod,
kommo kom, förekommo förekom, sågo såg, ansågos ansågs, utsågos utsågs, funnos fanns, funno fann,
infunno infann, höllo höll, lågo ligga, sutto suttit, skrevo skrev, skrefvo skrev, biföllo biföll, föllo föll,
avslogo avslog, afslogo avslog, slogo slog, föreslogo föreslog, taga ta, antaga anta, deltaga delta, bedja be,
drogo drog, bådo bett, beslöto beslöt, åtogo åtog, eder er, huru hur, samtlige samtliga, uppå på, uti i,
utaf av, äfvensom även
"""
PLURALS = dict(pair.split() for pair in _PLURALS.split(","))
"""Verbs in the plural and other words that no rule makes modern, with a form of today."""
MOST_STEPS = 2
WIDEST = 16
"""Spellings that are followed further at each step: bounds the work for what is no word at all."""
MISREAD = {"äter": "åter", "läg": "låg", "fä": "få", "mäl": "mål", "räd": "råd", "gär": "går", "läng": "lång"}
"""Words that exist, but in a print of that age are another one misread. No rule: "rätta" is seldom "råtta"."""
LONGEST = 30


class Modern(NamedTuple):
    """A word of today."""

    word: str
    misread: bool
    """By way of å read as ä; else by spelling alone."""


class OldSpelling:
    """Finds the words of today. Pure, and never empty-handed without having tried every rule."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        """Args: is_known: Says whether a lower-case word exists today."""
        self._is_known = is_known
        self.modern = lru_cache(1 << 12)(self._modern)

    def plural(self, word: str) -> Modern | None:
        """Give the singular of an old plural verb."""
        return Modern(PLURALS[word], misread=False) if word in PLURALS else None

    def _modern(self, word: str) -> Modern | None:
        """Give the word of today that an old one is; None if it is one, or nobody knows.

        A known word is itself, but for a few that are nearly always another one misread.
        """
        if not word.isalpha() or len(word) > LONGEST:
            return None
        if plural := self.plural(word):
            return plural
        if word in MISREAD:
            return Modern(MISREAD[word], misread=True)
        return None if self._is_known(word) else self._search(word)

    def _search(self, word: str) -> Modern | None:
        """Go breadth first: fewest changes, and spelling before misreading among equals."""
        seen = {word}
        front = [Modern(word, misread=False)]
        for _ in range(MOST_STEPS):
            step = [
                Modern(other, misread=known.misread or rule is OCR)
                for known in front
                for rule in (*RULES, OCR)
                if rule.trigger in known.word
                for other in _variants(known.word, rule)
            ]
            front = []
            for modern in sorted(step, key=lambda modern: modern.misread):
                if modern.word not in seen:
                    seen.add(modern.word)
                    front.append(modern)
            for modern in front:
                if self._is_known(modern.word):
                    return modern
            front = front[:WIDEST]
        return None


def _variants(word: str, rule: Rule) -> Iterator[str]:
    """Give a word with a rule applied everywhere, then at each place by itself."""
    places = list(rule.pattern.finditer(word))
    if places:
        yield rule.pattern.sub(rule.modern, word)
    if len(places) > 1:
        for place in places:
            yield word[: place.start()] + place.expand(rule.modern) + word[place.end() :]
