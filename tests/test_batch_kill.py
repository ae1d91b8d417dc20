"""Batch runs that are killed, starved or shut out: what they leave is right, and going on ends the same."""

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import PLAN, build, command, files, leftovers, news, tables
from faclaims.batch import run
from faclaims.io.stored import stored
from faclaims.records import Failure

KILLS = 20


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(tmp_path_factory.mktemp("kill") / "news")


@pytest.fixture(scope="module")
def undisturbed(archive):
    out = archive.parent / "undisturbed"
    run([archive], out, PLAN)
    return out


def children(process_id: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()]


def alive(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for orphans in /proc")
def test_killed_twenty_times_and_resumed_it_ends_the_same(archive, undisturbed, tmp_path):
    draw = random.Random(4)
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        out = tmp_path / str(rounds)
        finished = False
        while not finished:
            arguments = command(archive, "-o", out, "--workers", str(draw.choice((1, 2))), "--resume")
            process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
            # From the first line of code to the last of the workers: most of it is before the first shard.
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(draw.choice((draw.uniform(0, 1), draw.uniform(0.5, 2.5))) if kills < KILLS else None)
            finished = process.poll() is not None
            if not finished:
                workers = children(process.pid)
                process.kill()
                process.wait()
                kills += 1
                wait_for(lambda workers=workers: not any(map(alive, workers)))
        assert process.returncode == 1, "the archive has four failures"
        assert list(leftovers(out)) == []
        assert files(out) == files(undisturbed)
        assert tables(out) == tables(undisturbed)
    assert rounds < KILLS, "kills are to hit runs that others were killed in"


def test_a_worker_killed_by_the_system_loses_nothing(archive, undisturbed, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(command(archive, "-o", out, "--workers", "2"), stderr=subprocess.PIPE, text=True)
    wait_for(lambda: list(out.glob("claims/.*.part")))
    [writer] = {int(p.name.split(".")[-2]) for p in list(out.glob("claims/.*.part"))[:1]}
    os.kill(writer, signal.SIGKILL)
    # Everything that was handed in is done again, each in a process that first loads the lexicons.
    _, said = process.communicate(timeout=300)
    assert process.returncode == 1, said
    assert files(out) == files(undisturbed)


DEADLY = """
import os, signal
from faclaims import Extractor
from faclaims.batch import stream

sound, read = Extractor.extract, stream.read_source

def extract(self, text, **fields):
    if text.endswith(("شماره خبر 7", "شماره خبر 8")):
        os.kill(os.getpid(), signal.SIGKILL)
    return sound(self, text, **fields)

def read_source(source, *rest):
    if source.path.name == "n25.html":
        os.kill(os.getpid(), signal.SIGKILL)
    return read(source, *rest)

Extractor.extract = extract
stream.read_source = read_source
if __name__ == "__main__":
    # Every process that takes the place of a killed one loads this file: what only this one needs is imported here.
    from faclaims.cli import main

    main()
"""


def test_what_kills_every_worker_is_a_failure(tmp_path):
    folder, out, script = tmp_path / "news", tmp_path / "out", tmp_path / "deadly.py"
    script.write_text(DEADLY, encoding="utf-8")
    folder.mkdir()
    for number in range(12):
        (folder / f"n{number}.txt").write_text(news(number)["text"], encoding="utf-8")
    (folder / "n25.html").write_text(f"<html><body><p>{news(25)['text']}</p></body></html>", encoding="utf-8")
    arguments = ["batch", folder, "-o", out, "--workers", "1", "--no-duckdb"]
    result = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    failures = {(Path(f.path).name, f.stage): f for f in stored(out / "failures" / "00000.parquet", Failure)}
    assert set(failures) == {("n7.txt", "extract"), ("n8.txt", "extract"), ("n25.html", "read")}
    assert (
        "was killed, for want of memory most often; leave the article out" in failures["n7.txt", "extract"].reason
    )
    assert "10 articles, " in result.stderr


SLOW = """
import time
from faclaims import Extractor

Extractor.extract = lambda *arguments, **fields: time.sleep(90)
if __name__ == "__main__":
    from faclaims.cli import main

    main()
"""


def test_a_second_ctrl_c_ends_the_run_with_its_workers(archive, tmp_path):
    script, out = tmp_path / "slow.py", tmp_path / "out"
    script.write_text(SLOW, encoding="utf-8")
    arguments = [sys.executable, script, "batch", archive, "-o", out, "--workers", "2", "--shard-size", "20"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as process:
        wait_for(lambda: list(out.glob("articles/.*.part")))
        for _ in range(2):
            time.sleep(1)
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        ended = process.poll()
        process.kill()
        assert (ended, process.stderr.read()[:7]) == (130, "Stopped")
    assert list(leftovers(out)) == []


LEFT = """
import os, signal, sys, threading, time
from faclaims.batch.pool import Pool

if __name__ == "__main__":
    try:
        with Pool(2) as pool:
            pool.result(pool.submit(len, ()))
            pool.submit(time.sleep, 90)
            time.sleep(1)
            [manager] = [t for t in threading.enumerate() if type(t).__name__ == "_ExecutorManagerThread"]
            threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    except KeyboardInterrupt:
        print("still runs" if manager.ident in sys._current_frames() else "ended", flush=True)
"""


def test_ctrl_c_leaves_no_thread_behind_that_the_end_of_the_process_waits_for(tmp_path):
    script = tmp_path / "left.py"
    script.write_text(LEFT, encoding="utf-8")
    result = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert result.stdout == "ended\n", result.stderr


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))


def test_files_that_may_not_grow(archive, undisturbed, tmp_path):
    out = tmp_path / "out"
    arguments = command(archive, "-o", out, "--workers", "1")
    whole = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}  # or the limit cuts the bytecode of a changed module
    result = subprocess.run(arguments, capture_output=True, text=True, check=False, preexec_fn=limited, env=whole)
    assert result.returncode == 2
    assert f"Error: {out}/" in result.stderr
    assert "cannot be written (File too large)" in result.stderr
    assert list(leftovers(out)) == []
    run([archive], out, PLAN, resume=True)
    assert files(out) == files(undisturbed)


def in_namespace(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a script that may mount file systems, as any user, without a trace on the rest of the system."""
    try:
        possible = subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("no unshare on this system")
    if possible.returncode:
        pytest.skip("this system lets users mount nothing")
    whole = ["unshare", "-rm", "sh", "-c", script, "sh", *map(str, arguments)]
    return subprocess.run(whole, capture_output=True, text=True, check=False)


def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(archive, undisturbed, tmp_path):
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    disk.mkdir()
    script = """
        disk=$1 kept=$2; shift 2
        mount -t tmpfs -o size=150k none "$disk"
        "$@"; echo "ended with $?"; ls "$disk"/out/ledger | wc -l
        mount -o remount,size=50m none "$disk"
        "$@" --resume; echo "ended with $?"
        cp -r "$disk/out" "$kept"
    """
    result = in_namespace(script, disk, kept, *command(archive, "-o", disk / "out", "--workers", "1"))
    codes = result.stdout.split("\n")
    assert (codes[0], codes[2]) == ("ended with 2", "ended with 1"), result.stderr
    assert "cannot be written (No space left on device)" in result.stderr
    assert 0 < int(codes[1]) < 8, "the disk is to fill up half-way"
    assert files(kept) == files(undisturbed)
    assert tables(kept) == tables(undisturbed)


def test_a_folder_that_cannot_be_written(archive, tmp_path):
    script = 'mount -t tmpfs -o ro none "$1"; shift; "$@"; echo "ended with $?"'
    result = in_namespace(script, tmp_path, *command(archive, "-o", tmp_path / "out"))
    assert result.stdout == "ended with 2\n", result.stderr
    assert result.stderr == (
        f"Error: {tmp_path}/out: cannot be written (Read-only file system); give another folder with -o\n"
    )


def test_a_folder_below_a_file(archive, tmp_path):
    (tmp_path / "file").write_text(news(1)["text"], encoding="utf-8")
    arguments = command(archive, "-o", tmp_path / "file" / "out")
    result = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "file/out: cannot be written (Not a directory); give another folder with -o" in result.stderr


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.002)
