"""What does a role mean: one person's form of a label, and whether its holder had a vote?"""

import re

_ONE = {
    "ledamöter": "ledamot",
    "beslutande ledamöter": "beslutande",
    "ersättare": "ersättare",
    "suppleanter": "suppleant",
    "tjänstemän": "tjänsteman",
    "övriga": "övrig",
    "övriga närvarande": "övrig närvarande",
    "övriga deltagare": "övrig deltagare",
    "övriga deltagande": "övrig deltagande",
    "adjungerade": "adjungerad",
    "inbjudna": "inbjuden",
    "gäster": "gäst",
    "revisorer": "revisor",
    "närvarolista": "närvarande",
    "närvarande ledamöter": "ledamot",
    "övriga ersättare": "ersättare",
    "insynsplatser": "insynsplats",
    "ej tjänstgörande": "ej tjänstgörande",
    "ledamot": "ledamot",
    "tjänstgörande ledamöter": "ledamot",
    "tjänstgörande": "tjänstgörande",
}


def singular(label: str) -> str:
    """The role of one person under a label.

    >>> singular("övriga närvarande"), singular("beslutande")
    ('övrig närvarande', 'beslutande')
    """
    return _ONE.get(label, label)


def deciding(role: str) -> bool | None:
    """Whether one with this role had a vote; None where the role does not tell.

    >>> deciding("beslutande, ordförande"), deciding("ej tjänstgörande ersättare"), deciding("närvarande")
    (True, False, None)
    """
    if "adjungera" in role:
        return None
    if re.search(r"\b(?:ej|icke|övriga?|tjänsteman|föredragande|inbjuden|gäst|revisor|insyn\w*)\b", role):
        return False
    if re.search(r"beslutande|ledamot|tjänstgörande", role):
        return True
    if re.search(r"sekreterare|protokollförare", role) or role.startswith(("ersättare", "suppleant")):
        return False
    return True if role.startswith(("ordförande", "vice ordförande")) else None
