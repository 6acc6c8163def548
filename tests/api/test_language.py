"""Is a line of text read as a person means it, and is it said back in words?"""

import contextlib
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.language import MAX_CHARACTERS, TooLongError, parse
from indexer.engine.query import And, Dates, Everything, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Word, Zone

W = Word

READ: tuple[tuple[str, Node, str], ...] = (
    ("", Everything(), "alla paragrafer"),
    ("   ", Everything(), "alla paragrafer"),
    ("skolskjuts", W("skolskjuts"), "paragrafer som innehåller skolskjuts"),
    ("skola buss", And((W("skola"), W("buss"))), "paragrafer som innehåller skola och buss"),
    ("a b c", And((W("a"), W("b"), W("c"))), "paragrafer som innehåller a, b och c"),
    ('"inte bifalla"', Phrase("inte bifalla"), "paragrafer som innehåller ”inte bifalla”"),
    ("”inte bifalla”", Phrase("inte bifalla"), "paragrafer som innehåller ”inte bifalla”"),
    ("„inte bifalla“", Phrase("inte bifalla"), "paragrafer som innehåller ”inte bifalla”"),
    ("»inte bifalla«", Phrase("inte bifalla"), "paragrafer som innehåller ”inte bifalla”"),
    ('"a b"~5', Phrase("a b", 5), "paragrafer som innehåller ”a b” med högst 5 andra ord emellan"),
    ("skola ELLER buss", Or((W("skola"), W("buss"))), "paragrafer som innehåller skola eller buss"),
    ("skola OR buss", Or((W("skola"), W("buss"))), "paragrafer som innehåller skola eller buss"),
    ("skola OCH buss", And((W("skola"), W("buss"))), "paragrafer som innehåller skola och buss"),
    ("skola AND buss", And((W("skola"), W("buss"))), "paragrafer som innehåller skola och buss"),
    ("a ELLER b c", Or((W("a"), And((W("b"), W("c"))))), "paragrafer som innehåller a eller (b och c)"),
    ("(a ELLER b) c", And((Or((W("a"), W("b"))), W("c"))), "paragrafer som innehåller (a eller b) och c"),
    ("skola INTE buss", And((W("skola"), Not(W("buss")))), "paragrafer som innehåller skola och inte innehåller buss"),
    ("skola NOT buss", And((W("skola"), Not(W("buss")))), "paragrafer som innehåller skola och inte innehåller buss"),
    ("skola -buss", And((W("skola"), Not(W("buss")))), "paragrafer som innehåller skola och inte innehåller buss"),
    ("-buss", Not(W("buss")), "paragrafer som inte innehåller buss"),
    ("-(a b)", Not(And((W("a"), W("b")))), "paragrafer som inte innehåller (a och b)"),
    ('-"a b"', Not(Phrase("a b")), "paragrafer som inte innehåller ”a b”"),
    ("INTE INTE a", W("a"), "paragrafer som innehåller a"),
    ("a ELLER INTE b", Or((W("a"), Not(W("b")))), "paragrafer som innehåller a eller inte innehåller b"),
    ("skola och buss", And((W("skola"), W("och"), W("buss"))), "paragrafer som innehåller orden skola och buss"),
    ("inte bifalla", And((W("inte"), W("bifalla"))), "paragrafer som innehåller inte och bifalla"),
    ("skolsk*", Prefix("skolsk"), "paragrafer som innehåller ord som börjar på skolsk"),
    ("skolskuts~", Fuzzy("skolskuts", 1), "paragrafer som innehåller ord som liknar skolskuts"),
    ("skolskuts~2", Fuzzy("skolskuts", 2), "paragrafer som innehåller ord som liknar skolskuts"),
    ("organ:styrelse", Field("organ", "styrelse"), "paragrafer som är från organet styrelse"),
    ("Organ:styrelse", Field("organ", "styrelse"), "paragrafer som är från organet styrelse"),
    ('organ:"barn och skola"', Field("organ", "barn och skola"), "paragrafer som är från organet barn och skola"),
    ("kommun:Vidåkra", Field("huvudman", "Vidåkra"), "paragrafer som hör till Vidåkra"),
    ("huvudman:Vidåkra", Field("huvudman", "Vidåkra"), "paragrafer som hör till Vidåkra"),
    ('dnr:"VK 2015/221"', Field("diarienummer", "VK 2015/221"), "paragrafer som har diarienummer VK 2015/221"),
    ("dnr:VK 2015/221", Field("diarienummer", "VK 2015/221"), "paragrafer som har diarienummer VK 2015/221"),
    ("diarienummer:221/2015", Field("diarienummer", "221/2015"), "paragrafer som har diarienummer 221/2015"),
    ('deltagare:"Anna Berg"', Field("participant", "Anna Berg"), "paragrafer som har Anna Berg bland de närvarande"),
    ("närvarande:Anna", Field("participant", "Anna"), "paragrafer som har Anna bland de närvarande"),
    ("participant:Anna", Field("participant", "Anna"), "paragrafer som har Anna bland de närvarande"),
    ("parti:S", Field("party", "S"), "paragrafer som har partiet S"),
    ("har:omröstning", Field("har", "omröstning"), "paragrafer som har omröstning"),
    ("rubrik:skola", Zone("title", W("skola")), "paragrafer som i rubriken innehåller skola"),
    ("title:skola", Zone("title", W("skola")), "paragrafer som i rubriken innehåller skola"),
    ("beslut:avslå", Zone("beslut", W("avslå")), "paragrafer som i beslutet innehåller avslå"),
    ("rubrik:(a ELLER b)", Zone("title", Or((W("a"), W("b")))), "paragrafer som i rubriken innehåller a eller b"),
    ("organ:(a ELLER b)", Or((Field("organ", "a"), Field("organ", "b"))),
     "paragrafer som är från organet a eller är från organet b"),
    ("-organ:a", Not(Field("organ", "a")), "paragrafer som inte är från organet a"),
    ("organ:kommun*", Field("organ", "kommun*"), "paragrafer som är från organet som börjar på kommun"),
    ("år:2016", Dates("2016-01-01", "2016-12-31"), "paragrafer som är från 2016"),
    ("year:2016..2018", Dates("2016-01-01", "2018-12-31"), "paragrafer som är från 2016–2018"),
    ("datum:2016-05..2017-06", Dates("2016-05-01", "2017-06-30"),
     "paragrafer som är från tiden 2016-05-01 till 2017-06-30"),
    ("datum:>2020", Dates("2021-01-01", None), "paragrafer som är från 2021-01-01 eller senare"),
    ("datum:<2020", Dates(None, "2019-12-31"), "paragrafer som är från 2019-12-31 eller tidigare"),
    ("datum:>=2020-02", Dates("2020-02-01", None), "paragrafer som är från 2020-02-01 eller senare"),
    ("datum:<=2020-02", Dates(None, "2020-02-29"), "paragrafer som är från 2020-02-29 eller tidigare"),
    ("datum:2016-05-19", Dates("2016-05-19", "2016-05-19"), "paragrafer som är från 2016-05-19"),
    ("datum:2016..", Dates("2016-01-01", None), "paragrafer som är från 2016-01-01 eller senare"),
    ("Anna Hägg (M)", And((W("Anna"), W("Hägg"), W("M"))), "paragrafer som innehåller Anna, Hägg och M"),
    ("Bilaga 2: Karta", And((W("Bilaga"), W("2:"), W("Karta"))), "paragrafer som innehåller Bilaga, 2 och Karta"),
    ("hälso- och sjukvård", And((W("hälso-"), W("och"), W("sjukvård"))),
     "paragrafer som innehåller orden hälso- och sjukvård"),
    ("8-9/2", W("8-9/2"), "paragrafer som innehåller 8-9/2"),
    ("SLK-2024-00009:32", W("SLK-2024-00009:32"), "paragrafer som innehåller SLK-2024-00009:32"),
    ("EU:s regler", And((W("EU:s"), W("regler"))), "paragrafer som innehåller EU:s och regler"),
    ("KF § 45/2019", And((W("KF"), W("45/2019"))), "paragrafer som innehåller KF och 45/2019"),
    ("skol\u00adskjuts", W("skolskjuts"), "paragrafer som innehåller skolskjuts"),
    ("a\u030angest", W("ångest"), "paragrafer som innehåller ångest"),
    ('"VK 1/2" ELLER "VK 3/4"', Or((Phrase("VK 1/2"), Phrase("VK 3/4"))),
     "paragrafer som innehåller ”VK 1/2” eller ”VK 3/4”"),
    ("x ELLER (organ:a INTE datum:2016)",
     Or((W("x"), And((Field("organ", "a"), Not(Dates("2016-01-01", "2016-12-31")))))),
     "paragrafer som innehåller x eller (är från organet a och inte är från 2016)"),
)  # fmt: skip

NOTED: tuple[tuple[str, Node, str], ...] = (
    ("INTE BIFALLA", And((W("INTE"), W("BIFALLA"))), "bara versaler"),
    ("SKOLA ELLER BUSS", And((W("SKOLA"), W("ELLER"), W("BUSS"))), "bara versaler"),
    ("(skola ELLER buss", Or((W("skola"), W("buss"))), "parentes"),
    ("skola) buss", And((W("skola"), W("buss"))), "parentes"),
    ('"skola buss', And((W("skola"), W("buss"))), "citattecken"),
    ('"a b" c"', And((Phrase("a b"), W("c"))), "citattecken"),
    ("skola ELLER", And((W("skola"), W("ELLER"))), "ELLER söks"),
    ("ELLER skola", And((W("ELLER"), W("skola"))), "ELLER söks"),
    ("skola INTE", And((W("skola"), W("INTE"))), "INTE söks"),
    ("INTE", W("INTE"), "INTE söks"),
    ("foo:skola", And((W("foo"), W("skola"))), "”foo:” är inget fält"),
    ("organ: styrelse", And((W("organ"), W("styrelse"))), "direkt efter kolonet"),
    ("rubrik:(skola", Zone("title", W("skola")), "parentes"),
    ("datum:igår", W("igår"), "inget datum"),
    ("datum:2016-13", W("2016-13"), "inget datum"),
    ("datum:2018..2016", Dates("2016-01-01", "2018-12-31"), "baklänges"),
    ("a*", W("a*"), "Stjärnan"),
    ("sk*la", W("sk*la"), "Stjärnan"),
    ('"inte bif*"', Phrase("inte bif*"), "stjärna"),
    ('"a b"~500', Phrase("a b", 100), "~100"),
    ("reservation:S", And((Field("har", "reservation"), W("S"))), "reservation"),
    ("🙂", Or(()), "inget ord"),
    ("- -- –", Or(()), "inget ord"),
    ("***", Or(()), "inget ord"),
)


@pytest.mark.parametrize(("text", "node", "said"), READ, ids=[row[0] for row in READ])
def test_a_question_is_read_and_said_back(text, node, said):
    question = parse(text)
    assert question.node == node
    assert question.interpretation == said
    assert question.notes == ()


@pytest.mark.parametrize(("text", "node", "note"), NOTED, ids=[row[0] for row in NOTED])
def test_what_is_read_otherwise_than_typed_is_noted(text, node, note):
    question = parse(text)
    assert question.node == node
    assert any(note in told for told in question.notes), question.notes


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("()", Or(())),
        ("() a", W("a")),
        ("-() a", W("a")),
        ('-"..." a', W("a")),
        ("a - b", And((W("a"), W("b")))),
        ("a – b", And((W("a"), W("b")))),
        ("--a", W("--a")),
        ("(((a)))", W("a")),
        ("'; DROP TABLE x;--", And((W("DROP"), W("TABLE"), W("x;--")))),
    ],
)
def test_signs_without_meaning_ask_for_nothing(text, node):
    assert parse(text).node == node


def test_too_long_a_question_is_refused_in_swedish():
    assert parse("a" * MAX_CHARACTERS).node == W("a" * MAX_CHARACTERS)
    with pytest.raises(TooLongError, match="1000 tecken"):
        parse("a" * (MAX_CHARACTERS + 1))
    assert isinstance(parse("a" + " ELLER b" * 64).node, Or)
    with pytest.raises(TooLongError, match="64 operatorer"):
        parse("a" + " ELLER b" * 65)


DEEP = ("(" * 1000, "(" * 500 + ")" * 500, '"' * 1000, "-(" * 64 + "a" + ")" * 64, "rubrik:(" * 110 + "a" + ")" * 110)


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_depth_is_no_danger(text):
    assert parse(text).interpretation.startswith(("paragrafer som", "inga paragrafer"))


def test_time_grows_with_length_and_no_faster():
    shapes = ("a ", "(a ", '"a" ', "-a ", "organ:a ", "a* ", "a:", "((", ")(", '"', "~", "a~ ")

    def seconds(text: str) -> float:
        rounds = []
        for _ in range(5):
            begin = time.perf_counter()
            with contextlib.suppress(TooLongError):
                parse(text)
            rounds.append(time.perf_counter() - begin)
        return min(rounds)

    for shape in shapes:
        whole = shape * (MAX_CHARACTERS // len(shape))
        half = whole[: MAX_CHARACTERS // 2]
        assert seconds(whole) < 3.5 * seconds(half) + 0.002, shape


PIECES = st.sampled_from(
    ["a", "å", " ", '"', "”", "(", ")", "-", "*", "~", "~2", ":", "ELLER", "INTE", "OCH", "organ:", "rubrik:(",
     "datum:", "2016", "..", ">", "<b>", "\u202e", "\ud800", "\x00", "🙂", "dnr:", "/", "'", "\\", "%"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_read(text):
    try:
        question = parse(text)
    except TooLongError:
        return
    question.interpretation.encode()
    assert re.match("paragrafer som .|alla paragrafer$|inga paragrafer$", question.interpretation, re.DOTALL)
