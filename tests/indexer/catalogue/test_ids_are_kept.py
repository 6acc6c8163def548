"""Ids are given once: whatever happens to files, parser and notes, an address leads to what it led to."""

from dataclasses import replace

from indexer.catalogue import Alias, Live, Removed

BASE = "ekby-kommun/kommunstyrelsen/2020-01-02"
LONG = "Ett ärende som beskrivs så utförligt att texten inte kan förväxlas med någon annan. " * 4


def test_a_unit_gets_the_id_that_was_proposed(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Öppnande: Mötet öppnas.", "2 Skolskjuts: Beviljas."))
    workshop.index()
    assert workshop.ids() == {f"{BASE}/inledning", f"{BASE}/1", f"{BASE}/2"}


def test_a_second_meeting_on_the_day_gets_an_address_of_its_own(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Öppnande: Mötet öppnas."))
    workshop.write("b.txt", write_meeting("2020-01-02", "1 Öppnande: Extra möte öppnas."))
    workshop.index()
    assert {f"{BASE}/1", f"{BASE}~2/1"} <= workshop.ids()


def test_the_same_content_twice_is_one_protokoll_with_two_sources(workshop, write_meeting) -> None:
    text = write_meeting("2020-01-02", "1 Öppnande: Mötet öppnas.")
    workshop.write("a.txt", text)
    workshop.write("b/kopia.txt", text)
    report = workshop.index()
    catalogue = workshop.catalogue()
    assert catalogue.protokoll(BASE).source_paths == ("a.txt", "b/kopia.txt")
    catalogue.close()
    assert workshop.ids() == {f"{BASE}/inledning", f"{BASE}/1"}
    assert report.coverage.protokoll == 1
    (workshop.folder / "a.txt").unlink()
    workshop.index()
    assert workshop.ids() == {f"{BASE}/inledning", f"{BASE}/1"}


def test_units_keep_their_ids_when_one_is_put_before_them(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", "2 Budget: Antas."))
    workshop.index()
    workshop.write(
        "a.txt", write_meeting("2020-01-02", "1 Val: Ek väljs.", "2 Skolskjuts: Beviljas.", "3 Budget: Antas.")
    )
    workshop.index()
    catalogue = workshop.catalogue()
    titles = {unit: catalogue.unit(f"{BASE}/{unit}").paragraf.title for unit in ("1", "2", "1~2")}
    catalogue.close()
    assert titles == {"1": "Skolskjuts", "2": "Budget", "1~2": "Val"}


def test_a_corrected_word_keeps_the_id_and_is_logged_as_changed(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Bevilljas.", "2 Budget: Antas."))
    workshop.index()
    catalogue = workshop.catalogue()
    cursor = catalogue.changes()[-1].cursor
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", "2 Budget: Antas."))
    workshop.index()
    changes = catalogue.changes(cursor)
    catalogue.close()
    assert [(change.id, change.what) for change in changes] == [(f"{BASE}/1", "changed")]


def test_a_moved_file_keeps_its_ids_and_is_not_read_again(workshop, write_meeting) -> None:
    path = workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas."))
    workshop.index()
    before = workshop.ids()
    (workshop.folder / "år").mkdir()
    path.rename(workshop.folder / "år" / "b.txt")
    report = workshop.index()
    assert (report.moved, report.removed, report.protokoll) == (1, 0, 0)
    assert workshop.ids() == before
    catalogue = workshop.catalogue()
    assert catalogue.protokoll(BASE).source_paths == ("år/b.txt",)
    catalogue.close()


def test_a_file_moved_and_edited_at_once_keeps_its_ids(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", "2 Budget: Antas."))
    workshop.index()
    before = workshop.ids()
    (workshop.folder / "a.txt").unlink()
    workshop.write("b.txt", write_meeting("2020-01-02", "1 Skolskjuts: Avslås.", "2 Budget: Antas."))
    workshop.index()
    assert workshop.ids() == before


def test_a_file_that_comes_back_gets_its_ids_back(workshop, write_meeting) -> None:
    text = write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.")
    workshop.write("a.txt", text)
    workshop.index()
    before = workshop.ids()
    (workshop.folder / "a.txt").unlink()
    workshop.index()
    assert workshop.ids() == set()
    workshop.write("z.txt", text)
    workshop.index()
    assert workshop.ids() == before


def test_a_file_written_over_with_another_meeting_gives_its_addresses_to_nobody(workshop, write_meeting) -> None:
    workshop.write("senaste.txt", write_meeting("2020-01-02", "1 Öppnande: Mötet öppnas.", "2 Budget: Antas."))
    workshop.index()
    workshop.write("senaste.txt", write_meeting("2020-02-03", "1 Öppnande: Mötet öppnas nu.", "2 Vägar: Grusas."))
    workshop.index()
    assert workshop.ids() == {id_.replace("01-02", "02-03") for id_ in (f"{BASE}/inledning", f"{BASE}/1", f"{BASE}/2")}
    catalogue = workshop.catalogue()
    assert isinstance(catalogue.resolve(f"{BASE}/2"), Removed)
    catalogue.close()


def test_a_better_parser_changes_attributes_not_ids(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas."))
    workshop.index()
    before = workshop.ids()

    def renamed(found):
        return replace(
            found, organ="Kommunstyrelsens arbetsutskott", id=found.id.replace("sen/", "sens-arbetsutskott/")
        )

    workshop.with_parser("2", renamed)
    report = workshop.index()
    assert (report.read, report.unchanged) == (1, 0)
    assert workshop.ids() == before
    catalogue = workshop.catalogue()
    assert catalogue.protokoll(BASE).protokoll.organ == "Kommunstyrelsens arbetsutskott"
    assert catalogue.status().parser_versions[0].code == "2"
    catalogue.close()


def test_a_parser_that_reads_the_same_makes_no_new_version(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas."))
    generation = workshop.index().generation
    workshop.with_parser("2")
    assert workshop.index().generation == generation


def test_what_people_correct_changes_the_id_and_the_old_one_leads_there(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", huvudman="-"))
    workshop.index()
    old = "okand/kommunstyrelsen/2020-01-02"
    assert f"{old}/1" in workshop.ids()
    (workshop.folder / "mapp.meta.toml").write_text('huvudman = "Ekby kommun"')
    report = workshop.index()
    assert report.read == 1
    assert workshop.ids() == {f"{BASE}/inledning", f"{BASE}/1"}
    catalogue = workshop.catalogue()
    assert catalogue.resolve(f"{old}/1") == Alias(id=f"{BASE}/1")
    assert catalogue.resolve(old) == Alias(id=BASE)
    assert isinstance(catalogue.resolve(BASE), Live)
    catalogue.close()


def test_a_correction_taken_back_brings_the_first_id_back(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", huvudman="-"))
    workshop.index()
    before = workshop.ids()
    note = workshop.folder / "mapp.meta.toml"
    note.write_text('huvudman = "Ekby kommun"')
    workshop.index()
    note.unlink()
    workshop.index()
    assert workshop.ids() == before
    catalogue = workshop.catalogue()
    assert catalogue.resolve(f"{BASE}/1") == Alias(id="okand/kommunstyrelsen/2020-01-02/1")
    catalogue.close()


def test_a_unit_that_moves_to_another_meeting_of_the_file_is_led_to(workshop, write_meeting) -> None:
    one = write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", f"2 Budget: {LONG}")
    workshop.write("a.txt", one)
    workshop.index()
    first, second = one.split("§ 2")
    workshop.write("a.txt", first + "# Ekby kommun | Kommunstyrelsen | 2020-02-02\n§ 2" + second)
    workshop.index()
    catalogue = workshop.catalogue()
    assert catalogue.resolve(f"{BASE}/2") == Alias(id=f"{BASE.replace('01-02', '02-02')}/2")
    catalogue.close()


def test_an_address_as_copied_from_a_browser_is_understood(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "8.1 Skolskjuts: Beviljas."))
    workshop.index()
    catalogue = workshop.catalogue()
    find = catalogue.find
    assert find(f"https://protokoll.example.se/p/{BASE}/8.1?q=skola#beslut") == f"{BASE}/8.1"
    assert find(BASE) == BASE
    assert find("https://protokoll.example.se/p/annat") is None
    catalogue.close()
