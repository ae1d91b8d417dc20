"""Two local Ray workers find what a batch run finds."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from archive import news
from faclaims.arrow import CLAIMS, FAILURES
from faclaims.batch import Plan
from faclaims.batch import run as run_batch
from faclaims.cluster import run
from faclaims.io.stored import stored
from faclaims.records import Claim, Failure

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster():
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    yield ray
    ray.shutdown()


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for part in range(3):
        rows = [news(number) for number in range(part * 50, part * 50 + 50)]
        rows[7]["text"] = "" if part == 1 else rows[7]["text"]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{part}.parquet")
    return folder


def test_the_records_are_those_of_a_batch_run(cluster, articles, tmp_path):
    done = run(articles, tmp_path / "ray")
    counts = run_batch([articles], tmp_path / "batch", Plan(), workers=2, database=False)
    assert (done.claims, done.failures) == (counts.claims, counts.failures)
    assert done.failures == 1

    def claims(folder):
        return sorted(
            (c for path in (folder / "claims").iterdir() for c in stored(path, Claim)), key=lambda c: c.claim_id
        )

    assert claims(tmp_path / "ray") == claims(tmp_path / "batch")
    assert {pq.read_schema(path) for path in (tmp_path / "ray" / "claims").iterdir()} == {CLAIMS}
    [path] = (tmp_path / "ray" / "failures").iterdir()
    assert pq.read_schema(path).equals(FAILURES)
    [failure] = stored(path, Failure)
    assert (failure.record, failure.reason) == ("n57", "field 'text' is empty; there is nothing to read")
    nodes = [node["Resources"]["CPU"] for node in cluster.nodes()]
    assert nodes == [2.0]
