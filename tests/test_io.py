"""Reading: every format, encoding and accident. Writing: every format, whole or not at all."""

import csv
import datetime as dt
import gzip
import io
import json
import logging
import os
import re
import sys
import threading
import time
import uuid
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faclaims import io as fio
from faclaims.arrow import claims_and_failures
from faclaims.batch.pool import _WithoutPandas
from faclaims.errors import InputError, OutputError
from faclaims.io import csvrows, lines, readers
from faclaims.io.fields import Fields, article_from, day
from faclaims.io.html import article_of
from faclaims.io.tables import records_of, schema_of, table_of
from faclaims.pipeline import Extractor
from faclaims.records import Article, Claim, Failure

NEWS = "پل تازه شهر باز شد\r\nمریم احمدی گفت: پل تازه امروز باز شد و راه هموار است."
# The letters that the Arabic code pages have.
ARABIC = NEWS.replace("پ", "ب").replace("گ", "ك").replace("ی", "ي").replace("ک", "ك")


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*paths: Path, **options) -> list[Article | Failure]:
    return list(fio.read(fio.find(paths), **options))


# Encodings


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", NEWS),
        ("utf-8-sig", NEWS),
        ("utf-16", NEWS),
        ("utf-16-le", NEWS),
        ("utf-16-be", NEWS),
        ("utf-32", NEWS),
        ("cp1256", ARABIC.replace("ب", "پ")),
        ("iso8859-6", ARABIC),
        ("ascii", "plain"),
    ],
)
def test_text_of_every_encoding(encoding, text):
    assert fio.decode(text.encode(encoding)) == (text, 0)


def test_a_wrong_declaration_does_not_spoil_utf8():
    page = f'<meta charset="windows-1256">{NEWS}'
    assert fio.decode(page.encode()) == (page, 0)


def test_a_right_declaration_is_believed():
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6">{ARABIC[:9]}'
    assert fio.encoding_of(page.encode("iso8859-6")) == "iso-8859-6"


@pytest.mark.parametrize(
    "name",
    [
        "persian-8", "hex", "base64", "quopri", "rot13", "uu", "zip", "bz2", "undefined", "idna", "punycode",
        "unicode_escape", "raw-unicode-escape", "charmap", "utf-16", "utf-32-le", "mbcs", "x",
    ],
)  # fmt: skip
def test_a_declaration_of_no_charset_is_ignored(name):
    page = f'<meta charset="{name}">{ARABIC}'
    assert fio.decode(page.encode("cp1256")) == (page, 0)


def test_one_damaged_byte_does_not_lose_a_text():
    data = bytearray((NEWS * 9).encode())
    data[1] = 0xFF
    text, unreadable = fio.decode(bytes(data))
    assert unreadable
    assert text.endswith(NEWS * 8)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Filter /FlateDecode>> stream\n" + zlib.compress(NEWS.encode())


@pytest.mark.parametrize("data", [PNG, PDF, b"\0" * 300])
def test_binary_is_no_text(data):
    with pytest.raises(InputError, match=r"no text but .*; give the article as text or HTML"):
        fio.decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data):
    try:
        fio.decode(data)
    except InputError as error:
        assert "no text" in str(error)


# Which files


def test_folders_are_searched_in_order_and_files_named_by_their_place(tmp_path):
    for name in (
        "b.txt",
        "a.txt",
        "1400/z.txt",
        "1400/c.HTML.gz",
        "notes.md",
        ".hidden.txt",
        ".git/x.txt",
        "gold.jsonl",
    ):
        write(tmp_path / name, NEWS)
    write(tmp_path / "x.gold.jsonl", NEWS)
    assert [s.id for s in fio.find([tmp_path])] == ["a", "b", "1400/c", "1400/z"]


def test_ids_of_several_folders_do_not_clash(tmp_path):
    paths = [write(tmp_path / year / "01.txt", NEWS) for year in ("1399", "1400")]
    assert [s.id for s in fio.find([p.parent for p in paths])] == ["1399/01", "1400/01"]
    assert [s.id for s in fio.find(paths[:1])] == ["01"]


def test_a_file_given_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt", NEWS)
    assert len(fio.find([path, tmp_path, path])) == 1


def test_patterns(tmp_path):
    for name in ("a.txt", "b.txt", "deep/c.txt"):
        write(tmp_path / name, NEWS)
    assert [s.id for s in fio.find([f"{tmp_path}/*.txt"])] == ["a", "b"]
    assert len(fio.find([f"{tmp_path}/**/*.txt"])) == 3


def test_a_link_to_a_folder_above_is_followed_once(tmp_path):
    write(tmp_path / "in" / "a.txt", NEWS)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert len(fio.find([tmp_path / "in"])) == 1


def test_the_output_is_not_an_input(tmp_path):
    write(tmp_path / "a.txt", NEWS)
    out = write(tmp_path / "claims.jsonl", "")
    assert [s.id for s in fio.find([tmp_path], exclude=out)] == ["a"]
    with pytest.raises(InputError, match="both input and output"):
        fio.find([out], exclude=out)


@pytest.mark.parametrize("name", ["news.txt", "news.jsonl", "."])
def test_what_is_read_is_not_overwritten(name, tmp_path):
    write(tmp_path / "news.txt", NEWS)
    write(tmp_path / "news.jsonl", json.dumps(RECORD))
    with pytest.raises(InputError, match="is both input and output; write to another place"):
        fio.find([tmp_path], exclude=tmp_path / name)
    (tmp_path / "link.txt").symlink_to(tmp_path / "news.txt")
    with pytest.raises(InputError, match="is both input and output"):
        fio.find([tmp_path / "link.txt"], exclude=tmp_path / "news.txt")


def test_an_output_that_a_link_in_the_folder_leads_to_may_be_new(tmp_path):
    write(tmp_path / "a.txt", NEWS)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    assert [s.id for s in fio.find([tmp_path], exclude=tmp_path / "real.jsonl")] == ["a"]


def test_what_faclaims_wrote_is_no_news(tmp_path, caplog):
    write(tmp_path / "a.txt", NEWS)
    claims = Extractor().extract(NEWS).claims
    for name in ("b.jsonl", "c.csv", "d.parquet"):
        with fio.writing(tmp_path / name) as write_claims:
            write_claims(claims)
    write(tmp_path / "e.jsonl.gz", gzip.compress((tmp_path / "b.jsonl").read_bytes()))
    write(tmp_path / "run" / "run.json", "{}")
    write(tmp_path / "run" / "ledger" / "00000.json", "{}")
    write(tmp_path / "run" / "articles" / "00000.jsonl", json.dumps(RECORD))
    write(tmp_path / "f.jsonl", json.dumps(RECORD | {"text": 'خبر "claim_id": "attribution_id":'}))
    write(tmp_path / "g.csv", "claim_id,text\n1,خبر")
    write(tmp_path / "h.parquet", "PAR1 torn")
    assert [s.id for s in fio.find([tmp_path])] == ["a", "f", "g", "h"]
    assert [s.id for s in fio.find([f"{tmp_path}/*"])] == ["a", "f", "g", "h"]
    assert "5 files of claims and folders of batch runs were left out; they hold no news" in caplog.messages
    assert [s.id for s in fio.find([tmp_path / "b.jsonl"])] == ["b"]


def test_a_pattern_leaves_out_what_a_folder_does(tmp_path, caplog):
    for name in ("a.txt", "b.pdf"):
        write(tmp_path / name, NEWS)
    assert [s.id for s in fio.find([f"{tmp_path}/*"])] == ["a"]
    assert caplog.messages == ["1 files of formats that are not read were left out: 1 .pdf"]


def test_a_text_in_place_of_a_path_is_told_where_texts_go(tmp_path):
    for text in (NEWS, NEWS * 99, "خبر [فوری] از تهران"):
        with pytest.raises(InputError, match="a text itself is read from standard input: pipe it in") as error:
            fio.find([text])
        assert len(str(error.value)) < 300


def test_a_link_to_nothing_says_where_it_leads(tmp_path):
    (tmp_path / "link.txt").symlink_to("gone.txt")
    with pytest.raises(InputError, match=r"link\.txt: leads to gone\.txt, which is not there$"):
        fio.find([tmp_path / "link.txt"])


def test_errors_of_paths_say_the_fix(tmp_path):
    write(tmp_path / "news.txt", NEWS)
    write(tmp_path / "news.docx", NEWS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"nwes\.txt: no such file or folder; did you mean .*news\.txt\?"):
        fio.find([tmp_path / "nwes.txt"])
    with pytest.raises(InputError, match=r"\.docx is not read; files that are: \.txt"):
        fio.find([tmp_path / "news.docx"])
    with pytest.raises(InputError, match=r"no articles found; files that are read: \.txt"):
        fio.find([tmp_path / "empty"])
    with pytest.raises(InputError, match="no file matches"):
        fio.find([f"{tmp_path}/*.csv"])


# Formats

RECORD = {
    "id": "n1",
    "text": NEWS,
    "title": "پل تازه",
    "url": "https://example.org/1",
    "publisher": "نمونه",
    "date": "1399-12-14",
    "unused": [1],
}
ARTICLE = Article(
    id="n1",
    text=NEWS,
    title="پل تازه",
    url="https://example.org/1",
    publisher="نمونه",
    published=dt.date(2021, 3, 4),
)


def as_csv(record: dict) -> str:
    text = io.StringIO()
    rows = csv.DictWriter(text, record)
    rows.writeheader()
    rows.writerow(record)
    return text.getvalue()


def as_parquet(record: dict, rows: int = 1, **options) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([record]).slice(0, rows), sink, **options)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("pack", [lambda b: b, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".json", json.dumps(RECORD)),
        (".json", json.dumps([RECORD], ensure_ascii=False, indent=1)),
        (".jsonl", json.dumps(RECORD, ensure_ascii=False)),
        (".jsonl", "\n" + json.dumps(RECORD) + "\n \n"),
        (".jsonl", json.dumps(RECORD, ensure_ascii=False).encode("utf-16")),
        (".jsonl", b"\xef\xbb\xbf" + json.dumps(RECORD, ensure_ascii=False).encode()),
        (".ndjson", json.dumps(RECORD)),
        (".csv", as_csv(RECORD)),
        (".csv", b"\xef\xbb\xbf" + as_csv(RECORD).encode()),
        (".csv", as_csv(RECORD).encode("utf-16")),
        (".parquet", as_parquet(RECORD)),
    ],
)
def test_a_record_of_every_format(suffix, content, pack, tmp_path):
    data = content.encode() if isinstance(content, str) else content
    assert read(write(tmp_path / f"a{suffix}", pack(data))) == [ARTICLE]


def test_a_text_is_kept_to_the_letter(tmp_path):
    raw = f" {NEWS}\t\n\n"
    assert read(write(tmp_path / "a.txt", "\ufeff" + raw)) == [Article(id="a", text=raw)]


def test_records_without_id_are_named_by_file_and_line(tmp_path):
    lines = '{"text": "یک"}\n{"text": "دو", "id": ""}\n{"text": "سه", "id": 7}'
    assert [a.id for a in read(write(tmp_path / "a.jsonl", lines))] == ["a:1", "a:2", "7"]


def test_field_names_are_an_option(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"body": "خبر", "link": 5}')
    assert read(path, fields=Fields(text="body", id="link")) == [Article(id="5", text="خبر")]


def test_bytes_read_are_reported(tmp_path):
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps(RECORD).encode() * 50))
    counts: list[int] = []
    read(path, progress=counts.append)
    assert sum(counts) == path.stat().st_size


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>پل تازه</title>
<meta property="og:site_name" content="نمونه"><meta property="article:published_time" content="2021-03-04"></head>
<body><nav>خانه | سیاسی</nav><article><h1>پل تازه</h1>
<p>مریم احمدی گفت: پل تازه امروز باز می\u200cشود و راه&zwnj;های دیگر نیز هموار خواهد شد.</p>
<p>او افزود: کارگران زحمت کشیده&#8204;اند و از آنان سپاس\u200cگزاریم.</p></article>
<footer>همه حقوق محفوظ است</footer></body></html>"""


def test_the_article_of_a_page_keeps_its_half_spaces():
    page = article_of(PAGE)
    assert "می\u200cشود و راه\u200cهای" in page.text
    assert "کشیده\u200cاند" in page.text
    assert "حقوق" not in page.text
    assert (page.title, page.publisher, page.date) == ("پل تازه", "نمونه", "2021-03-04")


@pytest.mark.parametrize(
    "half_space", ["\u200c", "&zwnj;", "&#8204;", "&#08204;", "&#x200C;", "&#X200c;", "&#x200c"]
)
def test_a_half_space_survives_in_every_spelling(half_space):
    assert "می\u200cشود" in article_of(PAGE.replace("می\u200cشود", f"می{half_space}شود")).text


def page_with(head: str = "", foot: str = "") -> str:
    body = PAGE[PAGE.index("<article>") : PAGE.index("<footer>")]
    return f"<html><head>{head}</head><body>{body}{foot}</body></html>"


@pytest.mark.parametrize(
    ("head", "foot", "date"),
    [
        ('<meta property="article:published_time" content="1399-12-14T10:00">', "", "2021-03-04"),
        ("<meta content='۱۳۹۹/۱۲/۱۴' name=DatePublished>", "", "2021-03-04"),
        ("", '<span itemprop="datePublished" content="2021-03-04">امروز</span>', "2021-03-04"),
        ('<script type="application/ld+json">{"datePublished": "1399-12-14"}</script>', "", "2021-03-04"),
        ('<link rel="canonical" href="https://example.org/news/2021/03/04/x">', "", "2021-03-04"),
        ('<meta name="pubdate" content="yesterday">', "", None),
        ("", "<footer>© 2015</footer>", None),
        ("", '<a href="/news/2011/01/02/other">خبری دیگر</a>', None),
    ],
)
def test_the_day_of_a_page_is_the_one_it_states(head, foot, date):
    assert article_of(page_with(head, foot)).date == date


@pytest.mark.parametrize("headline", ['["پل"]', "5", "true", '{"a": "b"}', "null"])
def test_linked_data_of_any_type_does_not_lose_a_page(headline):
    data = f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {headline}}}'
    page = page_with(f'<script type="application/ld+json">{data}</script>').replace("<h1>پل تازه</h1>", "")
    assert "می\u200cشود" in article_of(page).text


def test_the_logger_of_another_library_is_left_as_it_is(tmp_path):
    logger = logging.getLogger("trafilatura")
    before = logger.level
    read(write(tmp_path / "a.html", "<html><body></body></html>"))
    assert logger.level == before


@pytest.mark.parametrize("suffix", [".html", ".htm", ".txt"])
def test_a_page_is_read_whatever_its_name(suffix, tmp_path, caplog):
    [article] = read(write(tmp_path / f"a{suffix}", PAGE))
    assert article.published == dt.date(2021, 3, 4)
    assert ("is a web page" in caplog.text) == (suffix == ".txt")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-03-04", dt.date(2021, 3, 4)),
        ("2021-03-04T10:00:00Z", dt.date(2021, 3, 4)),
        ("۱۳۹۹/۱۲/۱۴", dt.date(2021, 3, 4)),
        ("1399.12.14 ساعت 10", dt.date(2021, 3, 4)),
        (dt.datetime(2021, 3, 4, 5, 6), dt.date(2021, 3, 4)),
        (dt.date(2021, 3, 4), dt.date(2021, 3, 4)),
        ("", None),
        (None, None),
    ],
)
def test_days(value, date):
    assert day(value) == date


@pytest.mark.parametrize("value", ["yesterday", "1399-13-01", "2021-02-30", 20210304])
def test_a_wrong_date_does_not_lose_the_article(value, caplog):
    assert article_from({"text": "خبر", "date": value}, Fields(), "a").published is None
    assert "is no date such as" in caplog.text


# Accidents: each is a failure that says what to do, and the rest is read


@pytest.mark.parametrize(
    ("name", "content", "stage", "record", "reason"),
    [
        ("a.txt", "", "read", None, "the file is empty"),
        ("a.txt", " \n", "read", None, "'text' is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "read", None, "no text but image/png"),
        ("a.html", "<html><body></body></html>", "read", None, "no article found in this page"),
        ("a.json", "{", "read", None, "not valid JSON"),
        ("a.json", "[" * 100_000, "read", None, "not valid JSON"),
        ("a.json", "[3]", "parse", "1", "not an object with the fields of an article but int"),
        ("a.jsonl", "{", "parse", "1", "not valid JSON"),
        ("a.jsonl", '\n{"id": "x", "body": "y"}', "parse", "2", "no field 'text'.*fields of the record: id, body"),
        ("a.jsonl", '{"text": null}', "parse", "1", "field 'text' is empty"),
        ("a.jsonl", '{"text": NaN}', "parse", "1", "field 'text' is empty"),
        ("a.jsonl", '{"text": 5}', "parse", "1", "field 'text': .*string"),
        ("a.jsonl", '{"text": " "}', "parse", "1", "'text' is empty"),
        ("a.jsonl", '{"a": "' + "ب" * 40_000 + '"}\n{"text": "\xff"}', "parse", "1", "no field"),
        ("a.csv", "id,body\n1,x\n", "read", None, "no column 'text'.*columns: id, body"),
        ("a.parquet", b"PAR1 nothing PAR1", "read", None, "damaged Parquet file"),
        ("a.parquet", as_parquet({"body": "x"}), "read", None, "no column 'text'.*columns: body"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}' * 999, mtime=0)[:60], "read", None, "damaged gzip file"),
    ],
)
def test_what_cannot_be_read_is_a_failure(name, content, *, stage, record, reason, tmp_path):
    path = write(tmp_path / name, content)
    failure = read(path)[0]
    assert isinstance(failure, Failure)
    assert (failure.path, failure.stage, failure.record) == (str(path), stage, record)
    assert re.search(reason, failure.reason)


def test_a_broken_line_does_not_stop_the_others(tmp_path):
    good = json.dumps(RECORD, ensure_ascii=False).encode()
    lines = b"\n".join([b"{", good, b'{"text": "\xff"}', good.replace(b"n1", b"n2")])
    items = read(write(tmp_path / "a.jsonl", lines))
    assert [i.id if isinstance(i, Article) else (i.record, i.stage) for i in items] == [
        ("1", "parse"),
        "n1",
        ("3", "decode"),
        "n2",
    ]


@pytest.mark.parametrize(
    ("record", "kept"),
    [
        ({"id": 7, "title": 5, "url": 2.5, "publisher": None}, ("7", "5", "2.5", None)),
        ({"id": b"\x01\xff", "title": b"a", "url": uuid.UUID(int=1)}, ("01ff", "a", str(uuid.UUID(int=1)), None)),
        ({"id": float("nan"), "title": float("nan"), "url": ""}, ("a:1", None, None, None)),
    ],
)
def test_what_is_no_text_is_taken_as_it_is_written(record, kept, caplog):
    article = article_from({"text": NEWS} | record, Fields(), "a:1")
    assert (article.id, article.title, article.url, article.publisher) == kept
    assert not caplog.text


@pytest.mark.parametrize("value", [["x"], {"$oid": "5f"}, True])
def test_a_title_that_is_no_title_does_not_lose_the_article(value, caplog):
    article = article_from({"text": NEWS, "id": value, "title": value, "url": value}, Fields(), "a:1")
    assert (article.id, article.title, article.url) == ("a:1", None, None)
    assert "which is no text; the article is read without it" in caplog.text


DAYS = {
    "nanoseconds": (pa.array([1614852000000000001], pa.timestamp("ns")), dt.date(2021, 3, 4)),
    "late in Tehran": (pa.array([1614803400], pa.timestamp("s", "Asia/Tehran")), dt.date(2021, 3, 4)),
    "a zone unknown here": (pa.array([1614852000], pa.timestamp("s", "Nowhere/Town")), dt.date(2021, 3, 4)),
    "a date": (pa.array([18690], pa.date32()), dt.date(2021, 3, 4)),
    "a date in milliseconds": (pa.array([18690 * 86_400_000], pa.date64()), dt.date(2021, 3, 4)),
    "a text": (pa.array(["1399-12-14"]).dictionary_encode(), dt.date(2021, 3, 4)),
    "a far day": (pa.array([10**7], pa.date32()), None),
    "a farther day": (pa.array([2**60], pa.timestamp("us")), None),
    "none": (pa.array([None], pa.timestamp("us")), None),
}


@pytest.mark.parametrize("name", DAYS)
def test_a_day_of_any_type_in_a_table(name, tmp_path, monkeypatch):
    # What an installation without pandas does.
    monkeypatch.setattr(sys, "meta_path", [_WithoutPandas(), *sys.meta_path])
    column, date = DAYS[name]
    table = pa.table({"text": [NEWS], "date": column})
    pq.write_table(table, tmp_path / "a.parquet")
    [article] = read(tmp_path / "a.parquet")
    assert article.published == date
    assert claims_and_failures(table)[1].num_rows == 0


def damaged_text(type_: pa.DataType) -> pa.Array:
    good, bad = NEWS.encode(), NEWS.encode().replace(b"\r\n", b"\xff\n")
    return pa.array([good, bad], pa.binary()).view(pa.string()).cast(type_, safe=False)


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_a_damaged_text_in_a_table_is_read(type_, tmp_path):
    table = pa.table({"text": damaged_text(type_)})
    pq.write_table(table, tmp_path / "a.parquet")
    assert [a.text for a in read(tmp_path / "a.parquet")] == [NEWS, NEWS.replace("\r\n", "\ufffd\n")]
    assert claims_and_failures(table)[1].num_rows == 0


def test_bytes_in_a_table_are_texts(tmp_path):
    pq.write_table(pa.table({"id": [b"a"], "text": [ARABIC.encode("cp1256")]}), tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet") == [Article(id="a", text=ARABIC)]


def test_a_column_that_python_has_no_values_for_is_named(tmp_path):
    nested = pa.StructArray.from_arrays([damaged_text(pa.string())], ["x"])
    pq.write_table(pa.table({"text": [NEWS, NEWS], "title": nested}), tmp_path / "a.parquet")
    [failure] = read(tmp_path / "a.parquet")
    assert failure.reason.startswith("column 'title' cannot be read (")


def test_half_a_surrogate_pair_does_not_lose_the_article(tmp_path):
    [article] = read(write(tmp_path / "a.jsonl", '{"text": "خبر\\ud83d", "title": "\\udfff"}'))
    assert (article.text, article.title) == ("خبر\ufffd", "\ufffd")


def test_a_file_that_is_gone_is_a_failure(tmp_path):
    path = write(tmp_path / "a.txt", NEWS)
    sources = fio.find([path])
    path.unlink()
    [failure] = fio.read(sources)
    assert "No such file" in failure.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_failure(tmp_path):
    path = write(tmp_path / "a.txt", NEWS)
    path.chmod(0)
    [failure] = read(path)
    assert "Permission denied; make the file readable" in failure.reason


def test_a_file_of_monstrous_size_is_a_failure(tmp_path, monkeypatch):
    for module in (readers, lines, csvrows):
        monkeypatch.setattr(module, "MAX_ARTICLE", 1000)
    bomb = write(tmp_path / "a.txt.gz", gzip.compress(b"a" * 100_000))
    line = write(tmp_path / "b.jsonl", b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "x"}')
    cell = write(tmp_path / "c.csv", "id,text\n1," + "a" * 5000 + "\n2,x\n")
    first, second, third, fourth, fifth = read(bomb, line, cell)
    assert "larger than" in first.reason
    assert ("line of more than" in second.reason, second.record, third.text) == (True, "1", "x")
    assert ("not valid CSV" in fourth.reason, fourth.record, fifth.id) == (True, "1", "2")


def test_the_same_article_twice_is_done_once(tmp_path, caplog):
    line = json.dumps(RECORD)
    other = json.dumps(RECORD | {"text": "خبری دیگر"})
    first, failure = read(write(tmp_path / "a.jsonl", f"{line}\n{line}\n{other}"))
    assert (first, failure.record) == (ARTICLE, "n1")
    assert "another article has the same id" in failure.reason
    assert "came before with the same text; done once" in caplog.text


def test_text_that_is_not_persian_is_noted(tmp_path, caplog):
    read(write(tmp_path / "a.txt", "The minister said: no."))
    assert "no Persian text" in caplog.text


@given(st.binary(max_size=300), st.sampled_from(fio.SUFFIXES))
def test_any_file_gives_articles_or_failures(data, suffix):
    source = fio.Source(Path(f"a{suffix}"), "a")
    file = io.BufferedReader(io.BytesIO(data))
    if not data:
        return
    try:
        items = list(readers._READERS[suffix](file, source, Fields()))
    except InputError as error:
        items = [Failure(path="a", stage="read", reason=str(error))]
    assert all(isinstance(i, Article | Failure) for i in items)


# Damage: what cannot be read stands as U+FFFD and is told, and one part of a file costs no other


@pytest.mark.parametrize("suffix", [".txt", ".html", ".json", ".jsonl", ".csv", ".parquet"])
def test_a_damaged_byte_is_told_in_every_format(suffix, tmp_path, caplog):
    text = NEWS.replace("\r\n", " ") * 9
    page = f"<html><body><article><p>{text}</p></article></body></html>"
    record = {"text": text}
    content = {
        ".txt": text.encode(),
        ".html": page.encode(),
        ".json": json.dumps(record, ensure_ascii=False).encode(),
        ".jsonl": json.dumps(record, ensure_ascii=False).encode(),
        ".csv": as_csv(record).encode(),
        ".parquet": as_parquet(record, compression="none"),
    }[suffix]
    damaged = content.replace("احمدی".encode(), "احم".encode() + b"\xd8." + "ی".encode(), 1)
    [article] = read(write(tmp_path / f"a{suffix}", damaged))
    assert article.text.count("\ufffd") == 1
    assert "could not be read and stand as \ufffd" in caplog.text


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_an_article_of_damage_is_a_failure(suffix, tmp_path):
    # Long enough for the beginning of the file to be all that its encoding is told from.
    first = {"text": "The bridge is open. " * 4000}
    if suffix == ".csv":
        content = as_csv(first).encode() + b'"' + "\u062e".encode("cp1256") * 3 + b'"'
    else:
        pieces = [json.dumps(first).encode(), b'{"text": "' + b"\xff\xfe" * 3 + b'"}']
        content = b"\n".join(pieces) if suffix == ".jsonl" else b"[" + b",".join(pieces) + b"]"
    article, failure = read(write(tmp_path / f"a{suffix}", content))
    assert isinstance(article, Article)
    assert (failure.record, failure.stage) == ("2", "decode")
    assert failure.reason.endswith("could not be read, more than could; save the file as UTF-8")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
@pytest.mark.parametrize("order", [1, -1])
def test_each_line_is_read_in_its_own_encoding(suffix, order, tmp_path):
    rows = [{"id": "a", "text": f"گزارش: {ARABIC[-40:]}"}, {"id": "b", "text": ARABIC[-40:]}]
    if suffix == ".csv":
        lines = [f"{row['id']},{row['text']}" for row in rows]
    else:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    encoded = [lines[0].encode(), lines[1].encode("cp1256")][::order]
    before = [b"id,text"] if suffix == ".csv" else []
    items = read(write(tmp_path / f"a{suffix}", b"\n".join([*before, *encoded])))
    assert [(i.id, i.text) for i in items] == [(row["id"], row["text"]) for row in rows[::order]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[]"),
        ("a.jsonl", "\n \n"),
        ("a.csv", "id,text\n"),
        ("a.csv", "id,text\n\n"),
        ("a.parquet", as_parquet({"id": "x", "text": NEWS}, rows=0)),
    ],
)
def test_a_file_without_an_article_is_a_failure(name, content, tmp_path):
    [failure] = read(write(tmp_path / name, content))
    assert failure.reason == "the file holds no article; there is nothing to read"


def test_a_fault_of_a_reader_costs_one_file(tmp_path, monkeypatch):
    def parse(line):
        raise MemoryError("no room")

    monkeypatch.setattr(json, "loads", parse)
    failure, article = read(write(tmp_path / "a.jsonl", "{}"), write(tmp_path / "b.txt", NEWS))
    assert failure.reason.startswith("MemoryError: no room; this is a fault of faclaims")
    assert article.id == "b"


# Content that the name does not tell

CONTENTS = {
    "an array": json.dumps([RECORD, RECORD | {"id": "n2", "text": "پل"}]),
    "an array of lines": json.dumps([RECORD, RECORD | {"id": "n2", "text": "پل"}], ensure_ascii=False, indent=1),
    "lines": "\n".join(json.dumps(r, ensure_ascii=False) for r in (RECORD, {"id": "n2", "text": "پل"})),
    "lines of which one is broken": json.dumps(RECORD) + '\n{"id": "n2", "text"',
    "Persian keys": "\n".join(f'{{"شماره": 1, "id": "n{n}", "text": "پل {n}"}}' for n in (1, 2)),
    "UTF-16": "\n".join(json.dumps({"id": f"n{n}", "text": f"پل {n}"}) for n in (1, 2)).encode("utf-16"),
    "rows": f'id,text\nn1,"{NEWS}"\nn2,پل\n',
    "rows of Excel with tabs": f'sep=\t\r\nid\ttext\r\nn1\t"{NEWS}"\r\nn2\tپل\r\n',
    "rows of Excel": f'sep=;\r\nid;text\r\nn1;"{NEWS}"\r\nn2;پل\r\n',
}


def from_pipe(data: bytes, monkeypatch) -> list[Article | Failure]:
    """What is read from a pipe into which the first byte comes before the rest."""
    reading, writing = os.pipe()

    def feed():
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            pipe.write(data[:1])
            time.sleep(0.05)
            pipe.write(data[1:])

    feeder = threading.Thread(target=feed)
    feeder.start()
    with os.fdopen(reading, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        items = list(fio.read(fio.find(["-"])))
    feeder.join()
    return items


@pytest.mark.parametrize("name", CONTENTS)
def test_records_are_told_by_their_content(name, tmp_path, monkeypatch, caplog):
    content = CONTENTS[name]
    data = content.encode() if isinstance(content, str) else content
    items = from_pipe(data, monkeypatch)
    assert [i.id if isinstance(i, Article) else f"n{i.record}" for i in items] == ["n1", "n2"]
    assert not caplog.text
    for suffix in (".txt", ".html", *([".jsonl"] if "array" in name else [])):
        assert len(read(write(tmp_path / f"a{suffix}", data))) == 2
        assert f"a{suffix}: holds records and is read as " in caplog.text


@pytest.mark.parametrize(
    "text",
    [NEWS, "[عکس] " + NEWS, "{نقل} " + NEWS, "متن، text, خبر\n" + NEWS, f'{{"{NEWS}"}}', "sep=;\n" + NEWS, PAGE],
)
def test_a_text_is_not_taken_for_records(text, tmp_path, monkeypatch):
    [article] = from_pipe(text.encode(), monkeypatch)
    assert article.id == "stdin"
    assert read(write(tmp_path / "a.txt", text)) == [article.model_copy(update={"id": "a"})]


def test_a_table_is_not_read_from_standard_input(monkeypatch):
    [failure] = from_pipe(as_parquet(RECORD), monkeypatch)
    assert failure.reason == "Parquet cannot be read from standard input; give the name of the file"


# CSV


@given(
    st.lists(st.tuples(*[st.text("آ\"',;\t\n\r پل", max_size=6)] * 2), min_size=1, max_size=6),
    st.sampled_from(csvrows.DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
)
def test_csv_of_any_cells_is_read_back(rows, delimiter, end):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *rows])
    found = list(csvrows.csv_rows(iter(io.StringIO(text.getvalue(), newline="")), "text"))
    assert found == [{"id": a, "text": b} for a, b in rows]


@pytest.mark.parametrize(
    ("rows", "kept", "reason"),
    [
        (['1,"آب', "2,برق", "3,گاز"], ["2", "3"], "line 2: unexpected end of data"),
        (['1,"آب "کم" است"', "2,برق"], ["2"], "line 2: ',' expected after '\"'"),
        (['1,"آب', "است", '2,"برق"', "3,گاز"], ["2", "3"], "line 2: ',' expected after '\"'"),
        (["1,آب, برق", "2,گاز,,"], ["2"], "line 2: 3 fields for 2 columns; put a text that holds the separator"),
        (["1", "2,برق"], ["2"], "'text' is empty"),
    ],
)
def test_a_broken_row_costs_no_other(rows, kept, reason, tmp_path):
    items = read(write(tmp_path / "a.csv", "\n".join(["id,text", *rows])))
    assert [i.id for i in items if isinstance(i, Article)] == kept
    [failure] = [i for i in items if isinstance(i, Failure)]
    assert reason in failure.reason


def test_a_row_without_end_is_one_failure(tmp_path, monkeypatch):
    monkeypatch.setattr(csvrows, "_MAX_LINES", 5)
    lines = ["id,text", '1,"آب', *["است"] * 20, "2,برق"]
    failure, article = read(write(tmp_path / "a.csv", "\n".join(lines)))
    assert "a row of more than" in failure.reason
    assert article.id == "2"


@pytest.mark.parametrize("line", ['b","""', '"a', '""a', 'a,"'])
def test_hostile_rows_are_read_a_bounded_number_of_times(line):
    taken = 0
    reader = csvrows._Lines.__next__

    class Counting(csvrows._Lines):
        def __next__(self):
            nonlocal taken
            taken += 1
            return reader(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvrows, "_Lines", Counting)
        list(csvrows.csv_rows(iter(["id,text\n", *[f"{line}\n"] * 3000]), "text"))
    assert taken < 3001 * (csvrows._AGAIN + 2)


def test_rows_that_end_in_carriage_returns_are_read(tmp_path):
    assert [a.id for a in read(write(tmp_path / "a.csv", "\r\rid,text\r1,آب\r2,برق\r"))] == ["1", "2"]


# Writing


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    found = Extractor().extract(NEWS, article_id="n1", title="پل تازه", published=dt.date(2021, 3, 4)).claims
    assert found
    return list(found)


@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_parquet_round_trip(count, claims, tmp_path):
    path = tmp_path / "new" / "claims.parquet"
    many = (claims * count)[:count]
    with fio.writing(path) as write_claims:
        for n in range(0, count, 1000):
            write_claims(many[n : n + 1000])
    table = pq.read_table(path)
    assert table.schema == schema_of(Claim)
    assert table.num_rows == count
    assert list(records_of(table.slice(0, 50), Claim)) == many[:50]
    metadata = pq.ParquetFile(path).metadata
    assert all(metadata.row_group(n).column(0).compression == "ZSTD" for n in range(metadata.num_row_groups))


def test_jsonl_round_trip(claims, tmp_path):
    with fio.writing(tmp_path / "claims.jsonl") as write_claims:
        write_claims(claims)
    lines = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Claim.model_validate_json(line) for line in lines] == claims


def test_csv_round_trip(claims, tmp_path):
    path = tmp_path / "claims.csv"
    with fio.writing(path) as write_claims:
        write_claims(claims)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    nested = {"nested", "cue", "speaker", "via", "entities", "subjects", "quantities", "dates", "rules"}

    def value(name: str, cell: str):
        return json.loads(cell) if name in nested and cell else cell or None

    assert [Claim.model_validate({k: value(k, v) for k, v in row.items()}) for row in rows] == claims


def test_every_field_of_a_record_is_a_column(claims):
    assert schema_of(Claim).names == list(Claim.model_fields)
    assert list(records_of(table_of(claims), Claim)) == claims


def test_nothing_half_written_is_left_and_the_old_file_stays(claims, tmp_path):
    for name in ("a.jsonl", "a.csv", "a.parquet"):
        old = write(tmp_path / name, "old")
        with pytest.raises(KeyboardInterrupt), fio.writing(old) as write_claims:
            write_claims(claims)
            raise KeyboardInterrupt
        assert old.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("claims.xml", r"\.xml is not a format that is written; end the name in \.jsonl, \.csv, \.parquet"),
        ("claims", "the name has no suffix; end the name in"),
        ("folder.csv", "is a folder; give the name of a file in it"),
        ("file.txt/claims.csv", "cannot be written .*; choose another place"),
    ],
)
def test_errors_of_writing_say_the_fix(name, reason, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    write(tmp_path / "file.txt", "")
    with pytest.raises(OutputError, match=reason), fio.writing(tmp_path / name):
        pass
