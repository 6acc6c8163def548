"""Each kind of page: what stands on it, and that it is sound HTML under the strict policy."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

MEETING = "nackterby-kommun/kommunstyrelsen/2023-05-16"
KINDS = {
    "start": "/",
    "results": "/sok?q=skolskjuts&organ=Kommunstyrelsen&year=2023",
    "relaxed": "/sok?q=delvis",
    "zero": "/sok?q=inget&organ=Kommunstyrelsen",
    "beyond": "/sok?q=skola&offset=980",
    "paragraf": f"/p/{MEETING}/45",
    "unnumbered": f"/p/{MEETING}/r6",
    "protokoll": f"/p/{MEETING}",
    "help": "/hjalp",
    "scope": "/omfattning",
    "missing": "/p/okand/ingen/1900-01-01/1",
    "gone": f"/p/{MEETING}/borttagen",
    "wrong": "/sok?yaer=2016",
}
VOID = {"meta", "link", "input", "br", "path", "rect", "circle"}


class Outline(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, html):
        super().__init__()
        self.open, self.wrong, self.ids, self.refs, self.links, self.forms, self.levels = [], [], [], [], [], [], []
        self.labelled, self.inputs, self.words = set(), [], []
        self.feed(html)
        self.close()
        self.wrong += [f"open: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "style", "iframe", "object") or any(n == "style" or n.startswith("on") for n in given):
            self.wrong.append(f"{tag} {given}")
        self.wrong += [f"twice: {name}" for name, times in Counter(n for n, _ in attrs).items() if times > 1]
        self.ids += [given["id"]] if "id" in given else []
        self.refs += [r for n in ("aria-labelledby", "aria-describedby", "for") for r in (given.get(n) or "").split()]
        self.links += [given["href"]] if tag == "a" else []
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "input" and given.get("type") != "hidden":
            self.inputs.append(given)
        if tag == "label":
            self.labelled.add(given.get("for"))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> inside {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(params=KINDS.values(), ids=KINDS.keys())
def outline(request, pages):
    return Outline(pages.get(request.param).text)


def test_every_page_is_well_formed_and_carries_no_script_or_style(outline):
    assert outline.wrong == []


def test_every_page_has_one_main_heading_and_skips_no_level(outline):
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


def test_ids_are_unique_and_references_lead_somewhere(outline):
    assert [name for name, times in Counter(outline.ids).items() if times > 1] == []
    assert set(outline.refs) <= set(outline.ids)
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)


def test_every_internal_link_leads_to_a_page(outline, pages):
    inside = {link for link in outline.links if link.startswith("/") and not link.startswith("/api/")}
    assert {link: pages.get(link).status_code for link in inside if pages.get(link).status_code != 200} == {}


@pytest.mark.parametrize(
    ("kind", "kept_out"),
    [("start", False), ("help", False), ("scope", False)]
    + [(kind, True) for kind in ("results", "zero", "paragraf", "protokoll", "gone", "missing", "wrong")],
)
def test_search_engines_keep_only_pages_without_people(pages, kind, kept_out):
    answer = pages.get(KINDS[kind])
    assert ('<meta name="robots" content="noindex">' in answer.text) is kept_out
    assert (answer.headers.get("x-robots-tag") == "noindex") is kept_out


def test_start_says_what_is_searched_and_gives_the_examples(pages):
    text = Outline(pages.get("/").text).text
    assert "Sök i protokollen" in text
    assert "Skriv ord, ett namn, ett diarienummer eller en paragraf." in text
    assert "skolskjuts · ”inte bifalla” · RJL 2015/221 · KF § 45/2019" in text
    assert "41" in text
    assert "1 761" in text
    assert "Att inget hittas betyder inte att inget beslutades." in text


def test_a_card_names_object_place_passage_and_how_the_word_matched(pages):
    text = Outline(pages.get(KINDS["results"]).text).text
    assert "43 träffar på skolskjuts" in text
    assert "Förslag till beslut: motionen avslås § 45 Svar på motion om avgiftsfri skolskjuts till fritidshem" in text
    assert "Kommunstyrelsen Näckterby kommun 16 maj 2023 KS 2022/118" in text
    assert "Beslut , s. 7" in text
    assert "Ingår i ordet landsbygdsskolskjuts" in text
    assert "3 ställen till i paragrafen" in text


def test_a_card_without_outcome_has_no_badge(pages):
    html = pages.get(KINDS["results"]).text
    unnumbered = html[html.index("Mötets avslutande") - 400 : html.index("Mötets avslutande")]
    assert 'class="outcome' not in unnumbered
    assert "§" not in unnumbered[unnumbered.rindex("<h3>") :]


def test_relaxed_hits_stand_under_their_own_heading(pages):
    outline = Outline(pages.get("/sok?q=skolskjuts").text)
    assert "Träffar som delvis stämmer 2" in outline.text
    only = Outline(pages.get("/sok?q=delvis").text).text
    assert "Inga träffar på delvis" in only
    assert "Träffar som delvis stämmer 2" in only


def test_the_folded_word_says_what_it_became(pages):
    assert "Du skrev skovde. Träffarna gäller Skövde ." in Outline(pages.get("/sok?q=skovde").text).text


def test_coverage_stands_under_every_result(pages):
    said = (
        "Sökningen omfattar 41 protokoll (1 761 paragrafer) från 26 januari 2023 till 11 juni 2026. "
        "Minst 32 luckor i paragrafnumreringen. 1 fil kunde inte läsas. Se vad som saknas"
    )
    for kind in ("results", "relaxed", "zero", "beyond"):
        assert said in Outline(pages.get(KINDS[kind]).text).text.replace("\xa0", " ")


def test_no_hits_tells_which_filter_caused_it_and_what_to_do(pages):
    text = Outline(pages.get("/sok?q=skola&year=1995").text).text
    assert "Inga träffar på skola" in text
    assert "Vi har inga protokoll från 1995. Att inget hittas betyder inte att inget beslutades." in text
    assert "Ta bort avgränsningen År: 1995 : 43 träffar" in text
    assert "Menade du skolskjuts (43 träffar)" in text


def test_beyond_the_last_hit_the_way_back_is_shown(pages):
    outline = Outline(pages.get(KINDS["beyond"]).text)
    assert "Så många träffar finns det inte." in outline.text
    assert "/sok?q=skola" in outline.links


def test_the_decision_is_lifted_out_and_not_repeated(pages):
    html = pages.get(KINDS["paragraf"]).text
    assert html.count("att avslå motionen om avgiftsfri skolskjuts till fritidshem, och") == 1
    assert html.index("Kommunstyrelsen föreslår") < html.index("Ärendebeskrivning") < html.index("Yrkanden")


def test_a_paragraf_has_its_place_people_citation_and_neighbours(pages):
    outline = Outline(pages.get(KINDS["paragraf"]).text)
    assert "Närvarande vid paragrafen 9" in outline.text
    assert "/sok?participant=Elin+Frost" in outline.links
    assert "/sok?diarienummer=KS+2022%2F118&sort=oldest" in outline.links
    assert {f"/p/{MEETING}/44", f"/p/{MEETING}/46", f"/p/{MEETING}"} <= set(outline.links)
    assert re.search(
        r"Kommunstyrelsen, protokoll 2023-05-16, § 45, dnr KS 2022/118, s\. 4\. "
        rf"Protokollsök, http://testserver/p/{MEETING}/45 \(hämtad \d{{4}}-\d\d-\d\d\)\.",
        outline.text,
    )
    assert "Texten är maskinellt avläst och kan innehålla fel. Det justerade protokollet gäller." in outline.text
    assert "Detta är inte ett bestyrkt protokollsutdrag." in outline.text


def test_a_protokoll_lists_its_paragrafer_people_and_remarks(pages):
    text = Outline(pages.get(KINDS["protokoll"]).text).text
    assert "Paragrafer 7 § 44 Val av justerare § 45" in text
    assert "Mötesuppgifter och närvaro Bilaga 2 Voteringslista" in text
    assert "Birgitta Sjöö M Ledamot § 44–46, 48" in text
    assert "Torsten Wall – inget parti angivet Övrig, kommundirektör Framgår inte" in text
    assert "§ 50 finns i innehållet men inte i texten s. 2" in text


def test_an_old_address_leads_to_the_new_one(pages):
    answer = pages.get(f"/p/{MEETING}/gammal")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/p/{MEETING}/45")


def test_what_is_removed_says_when_why_and_whom_to_ask(pages):
    answer = pages.get(KINDS["gone"])
    text = Outline(answer.text).text
    assert answer.status_code == 410
    assert "Paragrafen är borttagen" in text
    assert "1 februari 2026" in text
    assert "Texten innehöll personuppgifter som inte ska spridas här." in text
    assert "Be den myndighet eller organisation som höll mötet om originalet." in text


def test_a_wrong_parameter_is_named_with_the_nearest(pages):
    answer = pages.get("/sok?yaer=2016")
    assert answer.status_code == 400
    assert "Parametern ”yaer” finns inte. Menade du ”year”?" in Outline(answer.text).text


def test_the_page_of_an_error_keeps_the_words_in_the_field(pages):
    assert 'value="min fråga"' in pages.get("/sok?q=min+fr%C3%A5ga&sort=fel").text


def test_coverage_page_shows_gaps_with_evidence_and_missing_years(pages):
    text = Outline(pages.get("/omfattning").text).text.replace("\xa0", " ")
    assert "Inga protokoll från 2025." in text
    assert "Kommunstyrelsen, Näckterby kommun 2023: § 50–61 saknas (mellan mötena 2023-05-16 och 2023-08-22)" in text
    assert "Kommunstyrelsen Näckterby kommun 2023, 2024 21 773" in text


def test_static_files_are_kept_and_an_old_address_is_not_answered(pages):
    sheet = re.search(r'href="(/static/[0-9a-f]+/protokollsok\.css)"', pages.get("/").text).group(1)
    answer = pages.get(sheet)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    font = re.search(r"url\((/static/[^)]+\.woff2)\)", answer.text).group(1)
    assert pages.get(font).headers["content-type"] == "font/woff2"
    assert pages.get("/static/000000000000/protokollsok.css").status_code == 404


def test_the_first_load_is_at_most_60_kb_before_compression(pages):
    html = pages.get("/").text
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    files |= {u for f in files if f.endswith(".css") for u in re.findall(r"url\((/static/[^)]+)\)", pages.get(f).text)}
    assert len(files) == 4
    assert len(html.encode()) + sum(len(pages.get(file).content) for file in files) <= 60_000
