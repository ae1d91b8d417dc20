"""An archive of made-up news in every format, for the tests of batch runs."""

import csv
import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from faclaims.batch import Plan
from faclaims.io.rows import TABLES, ArticleRow
from faclaims.io.tables import table_of

PLAN = Plan(shard_size=20)

_POSTS = ("وزیر نیرو", "رئیس سازمان هواشناسی", "معاون وزیر راه", "سخنگوی دولت", "مدیرعامل شرکت آب منطقه\u200cای")
_NAMES = ("مریم احمدی", "علی رضایی", "حسین کاظمی", "زهرا مرادی", "رضا نوری", "سارا حسینی")
_SAID = (
    "ذخیره سد {} به {} درصد رسیده است",
    "جاده {} تا {} روز دیگر باز می\u200cشود",
    "طرح {} با {} میلیارد ریال اجرا خواهد شد",
    "بارش در {} نسبت به پارسال {} درصد کم شده است",
)
_PLACES = ("کرج", "لار", "دز", "زاینده\u200cرود", "هراز", "سفیدرود")


def command(*arguments: str | Path) -> list[str]:
    """The command line of a batch run with the shards of `PLAN`."""
    return [sys.executable, "-m", "faclaims", "batch", *map(str, arguments), "--shard-size", str(PLAN.shard_size)]


def news(number: int) -> dict[str, Any]:
    """A made-up article; the same number gives the same one."""
    draw = random.Random(number)
    name, post = draw.choice(_NAMES), draw.choice(_POSTS)
    said = [s.format(draw.choice(_PLACES), draw.randint(2, 99)) for s in draw.choices(_SAID, k=draw.randint(2, 4))]
    text = f"{name} {post} گفت: {said[0]}. وی افزود: «{said[1]}».\n"
    text += "".join(f"به گفته {post}، {s}.\n" for s in said[2:])
    date = f"1399-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return {"id": f"n{number}", "text": f"{text}شماره خبر {number}", "title": said[0], "date": date}


def build(folder: Path, articles: int = 140) -> Path:
    """Writes an archive: every format, two duplicates, four failures. Returns its folder."""
    folder.mkdir()
    rows = [news(number) for number in range(articles)]
    share = articles // 7
    parts = [rows[at : at + share] for at in range(0, articles, share)]
    for row in parts[0]:
        (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    pages = folder / "صفحه\u200cها"
    pages.mkdir()
    for row in parts[1]:
        body = "".join(f"<p>{line}</p>" for line in row["text"].split("\n"))
        page = f"<html><head><title>{row['title']}</title></head><body><article>{body}</article></body></html>"
        (pages / f"{row['id']}.html").write_text(page, encoding="utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in parts[2]]
    lines[3:3] = ["{broken", json.dumps({"id": "x"}), json.dumps(parts[2][0] | {"id": "again"})]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, parts[3])).encode(), mtime=0))
    with (folder / "c.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows([*parts[4], parts[2][-1]])
    pq.write_table(pa.Table.from_pylist(parts[5]), folder / "d.parquet")
    (folder / "e.json").write_text(json.dumps(parts[6]), encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "torn.jsonl.gz").write_bytes(gzip.compress(json.dumps(news(articles)).encode() * 3)[:-20])
    return folder


def files(out: Path) -> dict[str, bytes]:
    """All that a run wrote, but the DuckDB file, whose bytes are DuckDB's affair, and the empty lock."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb" and path.name != ".lock"
    }


def tables(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the DuckDB file of a run."""
    with duckdb.connect(str(out / "faclaims.duckdb"), read_only=True) as database:
        return {name: database.execute(f"FROM {name}").fetchall() for name in TABLES}


def leftovers(out: Path) -> Iterator[Path]:
    """Files that a killed process left half written."""
    return out.rglob("*.part*")


def holds_pandas(row: ArticleRow) -> bool:
    """Whether pandas is loaded where a table was made."""
    table_of([row], ArticleRow)
    return "pandas" in sys.modules
