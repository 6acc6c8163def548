"""What a reader does, in a real browser: search, narrow, read, go back; on a phone, by keyboard, on paper."""

import pytest

pytestmark = pytest.mark.slow


def first_paragraf(tab):
    tab.goto("/sok?q=skolskjuts&kind=paragraf")
    return tab.locator(".hit h3 a").first.get_attribute("href")


def paths(tab):
    unit = first_paragraf(tab)
    return ["/", "/sok?q=skolskjuts", "/sok?q=finnsinte&organ=Styrelsen&year=1995", "/hjalp", "/omfattning", unit,
            unit.rsplit("/", 1)[0], "/p/finns/inte/alls", "/sok?yaer=1"]  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_search_narrow_read_and_go_back(open_tab, script):
    tab = open_tab(script=script)
    tab.goto("/")
    tab.get_by_label("Sök i protokollen").fill("skolskjuts")
    tab.get_by_role("button", name="Sök").click()
    tab.wait_for_url("**/sok?q=skolskjuts")
    before = tab.locator(".hit").count()
    value = tab.locator("#organ li a").first
    count = int(value.locator(".count").inner_text())
    name = value.locator("bdi").inner_text()
    value.click()
    tab.wait_for_url("**organ=**")
    assert 0 < count <= before
    assert tab.locator(".hit").count() == count
    assert f"Organ: {name}" in tab.locator(".chips").inner_text()
    narrowed = tab.url
    title = tab.locator(".hit h3").first.inner_text()
    tab.locator(".hit h3 a").first.click()
    tab.wait_for_url("**/p/**")
    assert " ".join(tab.locator("h1").inner_text().split()) == " ".join(title.split())
    assert "Det justerade protokollet gäller." in tab.locator("footer").inner_text()
    tab.go_back()
    assert tab.url == narrowed
    tab.locator(".chip").first.click()
    tab.wait_for_url("**/sok?q=skolskjuts")
    assert tab.locator(".hit").count() == before
    assert tab.complaints == []


def test_from_a_paragraf_to_its_neighbours_and_its_protokoll(open_tab):
    tab = open_tab()
    tab.goto(first_paragraf(tab))
    here = tab.url
    way = tab.locator(".neighbours a").last
    there, back = ("next", "prev") if way.get_attribute("rel") == "next" else ("prev", "next")
    tab.locator(f".neighbours a[rel={there}]").click()
    tab.wait_for_url(lambda url: url != here)
    tab.locator(f".neighbours a[rel={back}]").click()
    tab.wait_for_url(here)
    tab.locator(".crumbs a").last.click()
    tab.wait_for_url(here.rsplit("/", 1)[0])
    assert tab.locator(".contents a").count() > 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_at_320_pixels(open_tab, scheme):
    tab = open_tab(width=320, color_scheme=scheme)
    for path in [*paths(tab), "/sok?q=snickeri"]:
        tab.goto(path)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, (path, wide)


def test_on_a_phone_the_facets_open_by_their_address_and_by_keyboard(open_tab):
    tab = open_tab(width=390, script=False)
    tab.goto("/sok?q=skolskjuts")
    assert not tab.locator("#avgransa").is_visible()
    tab.locator(".to-facets").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#avgransa")
    assert tab.locator("#avgransa").is_visible()
    tab.locator("#organ li a").first.click()
    tab.wait_for_url("**organ=**")
    assert not tab.locator("#avgransa").is_visible()
    assert tab.locator(".chip").count() == 1


def test_the_first_stop_of_the_keyboard_leads_to_the_content(open_tab):
    tab = open_tab()
    tab.goto("/sok?q=skolskjuts")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.innerText") == "Hoppa till innehållet"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "innehall"


def test_on_paper_a_paragraf_says_that_it_is_no_certified_extract(open_tab):
    tab = open_tab()
    tab.goto(first_paragraf(tab))
    assert not tab.get_by_text("Detta är inte ett bestyrkt protokollsutdrag.").is_visible()
    tab.emulate_media(media="print")
    assert tab.get_by_text("Detta är inte ett bestyrkt protokollsutdrag.").is_visible()
    assert not tab.get_by_label("Sök i protokollen").is_visible()
    assert tab.locator(".citation").is_visible()


def test_a_hostile_protokoll_is_text_and_the_policy_has_nothing_to_stop(open_tab):
    tab = open_tab()
    tab.goto("/sok?q=snickeri")
    urls = [link.get_attribute("href") for link in tab.locator(".hit h3 a").all()]
    assert urls
    for url in [*urls, urls[0].rsplit("/", 1)[0]]:
        tab.goto(url)
        assert tab.locator("main script, main img, main b").count() == 0
    tab.goto(next(url for url in urls if url.endswith("/1")))
    assert '<script>alert("rubrik")</script>' in tab.locator("h1").inner_text()
    assert tab.complaints == []


def test_no_page_makes_the_browser_complain(open_tab):
    tab = open_tab()
    for path in paths(tab):
        tab.goto(path)
    refused = [said for said in tab.complaints if "404" not in said and "400" not in said]
    assert refused == []
