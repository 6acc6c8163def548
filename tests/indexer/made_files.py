"""One text of minutes, made into a file of each format."""

import io
import zipfile
from html import escape
from pathlib import Path

LINES = (
    "# Norrskogs kommun", "# Kommunstyrelsen", "# Protokoll 2021-05-03",
    "", "§ 27 Val av justerare", "Dnr KS 2021/14", "",
    "# Beslut", "Kommunstyrelsen beslutar att välja Åsa Öman att justera dagens protokoll.",
    "", "§ 28 Ny överenskommelse om skolskjuts", "Dnr KS 2021/207", "",
    "# Bakgrund", "Förvaltningen har tagit fram ett förslag som gäller från hösten och som nämnden ställer sig bakom.",
    "# Beslut", "Kommunstyrelsen beslutar att anta överenskommelsen.",
    "", "§ 29 Övriga frågor", "",
    "# Beslut", "Kommunstyrelsen beslutar att avsluta mötet.", "",
)  # fmt: skip
"""Lines that begin with # are headings in the formats that have such; § are numbered by Word itself in the DOCX."""

TEXT = "\n".join(line.removeprefix("# ") for line in LINES)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF of lines, one text object each, as small as it can be."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(
            f"BT /F1 10 Tf 40 {800 - 14 * n} Td ({_literal(line)}) Tj ET\n" for n, line in enumerate(lines) if line
        ).encode("cp1252")
        font = "/Resources<</Font<</F1 3 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{font}/Contents {5 + 2 * i} 0 R>>"
        bodies += [page.encode(), b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown)]
    return _assembled(bodies)


def scanned_pdf() -> bytes:
    """A page that is a picture."""
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    drawn = b"500 0 0 700 40 40 cm /Im0 Do"
    return _assembled([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im0 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        picture + b"stream\n\x00\nendstream",
    ])  # fmt: skip


def _literal(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(bodies: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    count = len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)
    return bytes(out)


def docx(body: str, numbering: str = "", footnotes: str = "") -> bytes:
    """A Word file with this inside w:body."""
    parts = {"word/document.xml": f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering xmlns:w='{W}'>{numbering}</w:numbering>"
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes xmlns:w='{W}'>{footnotes}</w:footnotes>"
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


PARAGRAF_NUMBERS = (
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='27'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='§ %1'/></w:lvl></w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num>"
)


def _docx_block(line: str) -> str:
    if line.startswith("§"):
        numbered = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr>"
        return paragraph(line.split(" ", 2)[2], numbered)
    return paragraph(line.removeprefix("# "), "<w:pStyle w:val='Rubrik2'/>" if line.startswith("# ") else "")


def _html_block(line: str) -> str:
    tag = "h2" if line.startswith(("#", "§")) else "p"
    return f"<{tag}>{escape(line.removeprefix('# '))}</{tag}>" if line else ""


def _html() -> bytes:
    blocks = "\n".join(map(_html_block, LINES))
    return f"<!DOCTYPE html><html><head><title>x</title></head><body><nav>Meny</nav>{blocks}</body></html>".encode()


def write_all(folder: Path) -> dict[str, Path]:
    """The text in every format and encoding that is read."""
    lines = TEXT.split("\n")
    files = {
        "utf8.txt": TEXT.encode(),
        "bom.txt": TEXT.encode("utf-8-sig"),
        "utf16.txt": TEXT.encode("utf-16"),
        "windows.txt": TEXT.encode("cp1252"),
        "latin1.txt": TEXT.encode("iso-8859-1"),
        "mojibake.txt": TEXT.encode().decode("cp1252").encode(),
        "a.pdf": pdf([lines[:9], lines[9:]]),
        "a.docx": docx("".join(map(_docx_block, LINES)), PARAGRAF_NUMBERS),
        "a.html": _html(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in files}
