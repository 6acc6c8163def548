"""How is a text file (.txt, .md) decoded?

UTF-8 with or without a byte order mark, UTF-16 (with a mark, or told by its zero bytes), else Windows-1252, which holds
ISO-8859-1. Text that was decoded wrongly before it came here ("fÃ¶r") is repaired. A binary file that calls itself text
is refused, not indexed as noise.
"""

import codecs
import re
from pathlib import Path

import ftfy

from indexer.errors import ReadError
from indexer.model import Anmarkning
from indexer.read.raw import Raw

_PROBE = 65536
"""Bytes looked at to tell text from binary."""
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, OpenDocument eller zip",
    b"\xd0\xcf\x11\xe0": "ett äldre Office-format",
    b"\x89PNG": "PNG-bild",
    b"\xff\xd8\xff": "JPEG-bild",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_PAIR = re.compile(rb"[\xc3\xc2][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_MOJIBAKE = re.compile("Ã[\x80-\xbf…„–†•˜ˆ‰]|â€|Â[§\xa0·°«»]")
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)
"""Only what was decoded wrongly: quotation marks and the like are the writer's."""
_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def read_text(data: bytes, path: Path) -> Raw:
    """Decode one text file.

    Raises:
        ReadError: binary.
    """
    text, remarks = decode(data, path)
    text, repaired = _repair(text)
    remarks += repaired
    return Raw(pages=(text,), paged=False, format="text", anmarkningar=remarks)


def decode(data: bytes, path: Path) -> tuple[str, tuple[Anmarkning, ...]]:
    r"""The text of the bytes, with a remark where the encoding had to be guessed.

    >>> decode("å".encode(), Path("x.txt"))
    ('å', ())
    >>> decode(b"beslut p\xe5", Path("x.txt"))[0]
    'beslut på'
    """
    encoding = _utf16(data)
    if encoding:
        return data.decode(encoding, "replace").lstrip("\ufeff"), ()
    _refuse_binary(data, path)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _fallback(data)


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 it is: told by its mark, or by zero bytes at every other place as Latin letters give."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    probe = data[: _PROBE // 2 * 2]
    half = len(probe) // 2
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if half >= 2 and odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, path: Path) -> None:
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(
                f"{path}: är inte en textfil utan {name}. Ge filen rätt filändelse eller spara om som text."
            )
    probe = data[:_PROBE]
    if b"\0" in probe or len(_CONTROL.findall(probe)) > len(probe) // 100 + 3:
        raise ReadError(f"{path}: innehåller binära data, inte text. Ta bort filen eller spara om den som text.")


def _fallback(data: bytes) -> tuple[str, tuple[Anmarkning, ...]]:
    """Not clean UTF-8: a UTF-8 text with a few damaged bytes, or Windows-1252."""
    text = data.decode("utf-8-sig", "replace")
    damaged = text.count("\ufffd")
    if damaged * 10 < len(_UTF8_PAIR.findall(data)):
        message = f"{damaged} tecken kunde inte avkodas och visas som \ufffd."
        return text, (Anmarkning(code="tecken-skadade", message=message),)
    remark = Anmarkning(code="teckenkod-windows-1252", message="Texten är inte UTF-8 och har lästs som Windows-1252.")
    if not _CP1252_HOLES.search(data):
        return data.decode("cp1252"), (remark,)
    return data.decode("cp1252", "replace"), (
        remark,
        Anmarkning(code="tecken-skadade", message="Några tecken kunde inte avkodas och visas som \ufffd."),
    )


def _repair(text: str) -> tuple[str, tuple[Anmarkning, ...]]:
    """Undo a wrong decoding.

    >>> _repair("Beslut fÃ¶r Â§ 3")[0]
    'Beslut för § 3'
    """
    if not _MOJIBAKE.search(text):
        return text, ()
    repaired = ftfy.fix_text(text, _REPAIR)
    message = "Texten hade blivit fel avkodad (”Ã¶” för ”ö”) och har lagats."
    return repaired, (Anmarkning(code="teckenkod-lagad", message=message),) if repaired != text else ()
