"""A folder of files that are made to do harm: each becomes records or failures that a person understands."""

import contextlib
import gzip
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import news
from faclaims.batch import Plan
from faclaims.batch.plan import identity
from faclaims.io import Fields, find, read
from faclaims.io.readers import read_source
from faclaims.io.rows import ArticleRow
from faclaims.io.stored import stored
from faclaims.records import Article, Failure

TEXT = news(1)["text"]
LINE = json.dumps(news(2)).encode()
MIB = 2**20


def long(before: str, after: bytes = b"") -> Callable[[], bytes]:
    """Fifty megabytes on one line, made when they are written."""
    return lambda: before.encode() + "آب".encode() * (50 * MIB // 4) + after


def zeros(size: int) -> bytes:
    """A gzip file of zeros, in members of a mebibyte, without making the zeros."""
    return gzip.compress(bytes(MIB), mtime=0) * (size // MIB)


FILES: dict[str, bytes | Callable[[], bytes]] = {
    "empty.txt": b"",
    "empty.jsonl": b"",
    "empty.csv.gz": gzip.compress(b""),
    "blank.txt": b" \n\t\n",
    "image.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "image.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "nul.json": bytes(5000),
    "program.csv": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "table.parquet": b"PAR1" + bytes(300) + b"PAR1",
    "cut.parquet": b"PAR1",
    "line.txt": long(""),
    "line.jsonl": long('{"text": "', b'"}\n' + LINE),
    "line.csv": long("id,text\na,", b"\nb," + TEXT.replace("\n", " ").encode()),
    "line.json": long('{"text": "', b'"}'),
    "line.html": long("<html><p>"),
    "broken.jsonl": b"{broken\n"
    + json.dumps(news(20)).encode()
    + b'\n[1]\n"x"\n{"id": "no text"}\n{"text": 5}\n'
    + b"[" * 100_000,
    "broken.json": json.dumps([news(21), news(22)]).encode()[:-30],
    "deep.json": b"[" * 100_000,
    "bomb.txt.gz": zeros(200 * MIB),
    "bomb.jsonl.gz": zeros(200 * MIB),
    "bomb.csv.gz": zeros(200 * MIB),
    "bomb.parquet.gz": zeros(200 * MIB),
    "lines.jsonl.gz": gzip.compress(b"\n" * MIB, mtime=0) * 40,
    "torn.txt.gz": gzip.compress(TEXT.encode())[:-12],
    "twice.txt.gz": gzip.compress(gzip.compress(TEXT.encode())),
    "packed.txt": gzip.compress(news(5)["text"].encode()),
    "lines.txt": json.dumps(news(6)).encode() + b"\n" + json.dumps(news(7)).encode(),
    "page.txt": f"<!doctype html><html><body><article><p>{news(8)['text']}</p></article></body></html>".encode(),
    "text.html": news(9)["text"].encode(),
    "text.json": news(10)["text"].encode(),
    "text.csv": news(11)["text"].encode(),
    "خبر\u200cهای امروز.txt": news(12)["text"].encode(),
    "utf16.jsonl": "\n".join(json.dumps(news(n), ensure_ascii=False) for n in (13, 14)).encode("utf-16"),
    "arabic.txt": news(15)["text"]
    .replace("\u200c", "")
    .replace("ی", "ي")
    .replace("ک", "ك")
    .encode("cp1256", "replace"),
}

# How many articles each file gives, and what is said of the rest of it.
EXPECTED: dict[str, tuple[int, str]] = {
    "empty.txt": (0, "the file is empty; there is nothing to read"),
    "empty.jsonl": (0, "the file is empty; there is nothing to read"),
    "empty.csv.gz": (0, "the file is empty; there is nothing to read"),
    "blank.txt": (0, "is empty; there is nothing to read"),
    "image.txt": (0, "no text but image/png; give the article as text or HTML"),
    "image.html": (0, "no text but image/png; give the article as text or HTML"),
    "nul.json": (0, "no text but"),
    "program.csv": (0, "no text but"),
    "table.parquet": (0, "damaged Parquet file"),
    "cut.parquet": (0, "damaged Parquet file"),
    "line.txt": (0, "larger than 16 MiB, as no article is; split it"),
    "line.jsonl": (1, "a line of more than 16 MiB"),
    "line.csv": (1, "a line of more than 16 MiB"),
    "line.json": (0, "a record of more than 8 million characters"),
    "line.html": (0, "larger than 16 MiB, as no article is; split it"),
    "broken.jsonl": (
        1,
        "not valid JSON|not an object with the fields|no field 'text'|field 'text': |nested too deeply",
    ),
    "broken.json": (1, "not valid JSON: .*; what stands before it was read"),
    "deep.json": (0, "not valid JSON: nested too deeply"),
    "bomb.txt.gz": (0, "larger than 16 MiB"),
    "bomb.jsonl.gz": (0, "no text but|unpacks to more than 200 times its size"),
    "bomb.csv.gz": (0, "no text but|unpacks to more than 200 times its size"),
    "bomb.parquet.gz": (0, "unpacks to more than 200 times its size"),
    "lines.jsonl.gz": (0, "unpacks to more than 200 times its size"),
    "torn.txt.gz": (0, "damaged gzip file"),
    "twice.txt.gz": (0, "no text but application/gzip"),
    "packed.txt": (1, ""),
    "lines.txt": (2, ""),
    "page.txt": (1, ""),
    "text.html": (1, ""),
    "text.json": (0, "not valid JSON"),
    "text.csv": (0, "no column 'text', which holds the article; columns: "),
    "خبر\u200cهای امروز.txt": (1, ""),
    "utf16.jsonl": (2, ""),
    "arabic.txt": (1, ""),
    "loop.txt": (0, "Too many levels of symbolic links"),
    "gone.txt": (0, "No such file or directory"),
    "pipe.txt": (0, "no regular file; leave it out"),
    "old\\xe4\\xc8.txt": (1, ""),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "news"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content() if callable(content) else content)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    # Each folder holds a way into the other, and the first a way to itself.
    (folder / "left").mkdir()
    (folder / "right").mkdir()
    (folder / "left" / "right").symlink_to(folder / "right")
    (folder / "right" / "left").symlink_to(folder / "left")
    (folder / "again").symlink_to(folder)
    with open(os.fsencode(folder) + b"/old\xe4\xc8.txt", "w", encoding="utf-8") as file:  # noqa: PTH123 (no such Path)
        file.write(news(16)["text"])
    return folder


@pytest.fixture(scope="module")
def outcome(folder):
    out = folder.parent / "out"
    # Run by a small process of its own, which then asks the system for the memory of its largest descendant.
    script = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode;"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, sys.executable, "-m", "faclaims", "batch", folder, "-o", out]
    result = subprocess.run([*command, "--workers", "2"], capture_output=True, text=True, check=False)
    articles, failures = defaultdict(list), defaultdict(list)
    for path in (out / "articles").iterdir():
        for article in stored(path, ArticleRow):
            articles[Path(article.path).name].append(article)
    for path in (out / "failures").iterdir():
        for failure in stored(path, Failure):
            failures[Path(failure.path).name].append(failure)
    return result, articles, failures


def test_every_file_is_accounted_for(folder, outcome):
    _, articles, failures = outcome
    assert set(EXPECTED) >= set(FILES)
    assert set(articles) | set(failures) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_file(name, outcome):
    _, articles, failures = outcome
    count, reason = EXPECTED[name]
    assert (len(articles[name]), bool(failures[name])) == (count, bool(reason))
    for failure in failures[name]:
        assert re.search(reason, failure.reason)
        assert len(failure.reason) < 400
        assert failure.stage in {"read", "decode", "parse"}


def test_the_run_goes_on_and_tells_that_some_failed(outcome):
    result, articles, failures = outcome
    assert result.returncode == 1
    counts = sum(map(len, articles.values())), sum(map(len, failures.values()))
    assert re.search(
        rf"^{counts[0]} articles, .*, {counts[1]} failed \(see .*failures\); in ", result.stderr, re.M
    )
    assert "Traceback" not in result.stderr


def test_texts_come_through_whole(outcome):
    _, articles, _ = outcome
    assert articles["packed.txt"][0].text == news(5)["text"]
    assert [a.id for a in articles["lines.txt"]] == ["n6", "n7"]
    assert articles["خبر\u200cهای امروز.txt"][0].id == "خبر\u200cهای امروز"
    assert articles["utf16.jsonl"][1].text == news(14)["text"]
    assert articles["arabic.txt"][0].text == news(15)["text"].replace("\u200c", "").replace("ی", "ي").replace(
        "ک", "ك"
    )
    assert all(a.claims for name in ("packed.txt", "utf16.jsonl", "text.html") for a in articles[name])


def test_files_of_one_name_have_ids_of_their_own(tmp_path):
    (tmp_path / "a.txt").write_text(news(1)["text"], encoding="utf-8")
    (tmp_path / "a.html").write_text(news(2)["text"], encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(news(3)["text"].encode()))
    assert [article.id for article in read(find([tmp_path]))] == ["a.html", "a.txt", "b"]


@pytest.fixture
def somebody(tmp_path):
    """Lets the test go on as a user who may read only what everybody may."""
    if os.geteuid() != 0:
        pytest.skip("only root can read as somebody else")
    for above in (tmp_path, *tmp_path.parents):
        if above.stat().st_mode & 0o005 != 0o005:
            above.chmod(0o755)

    @contextlib.contextmanager
    def reading():
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return reading


def test_a_folder_that_may_not_be_searched_is_a_failure(tmp_path, somebody):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "shut" / "b.txt").touch()
    with somebody():
        article, failure = read(find([tmp_path]))
    assert article.id == "a"
    assert (failure.path, "Permission denied; make the file readable" in failure.reason) == (
        f"{tmp_path}/shut",
        True,
    )


def test_whatever_may_not_be_read_is_a_failure(tmp_path, somebody):
    paths = [tmp_path / name for name in ("in/a.txt", "secret/b.txt", "in/half/c.txt", "in/half/d/e.txt")]
    for path in paths:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to(paths[1])
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "secret")
    (tmp_path / "secret").chmod(0)
    (tmp_path / "in" / "half").chmod(0o744)
    with somebody():
        found = list(read(find([tmp_path / "in"])))
        alone = [list(read(find([tmp_path / name]))) for name in ("secret", "secret/b.txt", "in/half/c.txt")]
        said = identity(Plan(), find([tmp_path / "in"]))
    assert found[0].id == "a"
    names = {os.path.relpath(item.path, tmp_path / "in"): item.reason for item in found[1:]}
    assert names.keys() == {"link.txt", "folder", "half/c.txt", "half/d"}
    assert all("Permission denied" in item.reason for items in alone for item in items)
    assert [len(items) for items in alone] == [1, 1, 1]
    assert said.files == 5


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv"])
def test_a_file_larger_than_memory_is_streamed(suffix, tmp_path):
    rows = [news(number) | {"text": news(number)["text"] * 8} for number in range(400)]
    path = tmp_path / f"large{suffix}"
    with path.open("w", encoding="utf-8") as file:
        if suffix == ".csv":
            file.write("id,text\n")
        file.write("[" if suffix == ".json" else "")
        for repeat in range(20):
            for row in rows:
                record = row | {"id": f"{row['id']}-{repeat}"}
                line = json.dumps(record, ensure_ascii=False)
                last = "" if repeat == 19 and row is rows[-1] else ","
                csv_line = f'{record["id"]},"{record["text"]}"\n'
                file.write({".csv": csv_line, ".json": line + last, ".jsonl": line + "\n"}[suffix])
        file.write("]" if suffix == ".json" else "")
    (source,) = find([path])
    assert source.size > 20 * MIB
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Article) for item in read_source(source, Fields()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (count, peak < 2 * MIB) == (8000, True), peak


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
def test_hostile_files_fit_in_the_memory_of_a_worker(outcome):
    assert int(outcome[0].stdout) < 250 * 1024


def test_files_that_are_left_out_are_counted(tmp_path, caplog):
    for name in (
        "a.txt",
        "b.docx",
        "c.docx",
        "d.png",
        "README",
        ".hidden",
        "gold.jsonl",
        "out/e.duckdb",
        "out/f.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert [source.id for source in find([tmp_path], exclude=tmp_path / "out")] == ["a"]
    assert caplog.messages == [
        "4 files of formats that are not read were left out: 2 .docx, 1 without suffix, 1 .png"
    ]
