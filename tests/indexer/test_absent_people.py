"""Those who were not there are no participants, however the minutes say so."""

import pytest

from indexer.parse import parse_file

HEAD = """Norrskogs kommun
Socialnämnden
Sammanträdesprotokoll 2024-05-07

Beslutande: Anna Ek (S), ordförande, Per Alm (M){inside}
{below}
Övriga närvarande: Lisa Dahl, sekreterare

§ 1 Val av justerare
Beslut
Per Alm utses.
"""


@pytest.mark.parametrize(
    ("inside", "below"),
    [
        (", Tor Lind (SD), frånvarande", ""),
        *(
            ("", f"{label}: Tor Lind (SD)")
            for label in (
                "Ej närvarande",
                "Icke närvarande",
                "Inte närvarande",
                "Frånvarande ledamöter",
                "Förhindrad",
                "Anmält förhinder",
                "Meddelat förfall",
                "Förfall",
                "Ledamöter som inte deltog",
            )
        ),
    ],
)
def test_the_absent_are_no_participants(tmp_path, inside, below):
    file = tmp_path / "sn.txt"
    file.write_text(HEAD.format(inside=inside, below=below))
    (protokoll,) = parse_file(file)
    assert [person.name for person in protokoll.participants] == ["Anna Ek", "Per Alm", "Lisa Dahl"]
    assert protokoll.paragrafer[0].participants == ("Anna Ek", "Per Alm", "Lisa Dahl")


def test_substitutes_who_did_not_serve_were_there(tmp_path):
    file = tmp_path / "sn.txt"
    file.write_text(HEAD.format(inside="", below="Ej tjänstgörande ersättare: Tor Lind (SD)"))
    (protokoll,) = parse_file(file)
    (tor,) = (person for person in protokoll.participants if person.name == "Tor Lind")
    assert tor.deciding is False
