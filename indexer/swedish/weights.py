"""What is one occurrence worth to a word of the question, by how it matches?

The one table of weights. 1.0 is the word as typed. A token has one term of each class that applies to it, so classes
overlap: the word as typed has its SURFACE and its FORM term. The engine just sums weight * frequency, so the surface
only gets what is missing to 1.0, and the sum comes out as if classes were disjoint (D20).
"""

from indexer.engine.plan import TermClass

EXACT = 1.0
WEIGHTS = {
    TermClass.FORM: 0.9,  # another inflection of the word
    TermClass.OLD: 0.8,  # the word in the spelling of its time
    TermClass.OCR: 0.6,  # an old print in which å was read as ä
    TermClass.PART: 0.5,  # the word as part of a compound
    TermClass.FOLDED: 0.5,  # the word without its dots and rings; relaxed hits only
}
SURFACE_EXTRA = EXACT - WEIGHTS[TermClass.FORM]
"""What SURFACE adds where the word also stands with its FORM, so that a word as typed is worth EXACT."""
