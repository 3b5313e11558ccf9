"""What a snapshot takes: disk, the memory that a second worker adds, opening it, and a search for words."""

import re
import subprocess
import sys
import time
from pathlib import Path

from dashboard.query.manifest import current_version
from dashboard.query.opened import OpenSnapshot
from tests.benchmarks.linked_views import cpu
from tests.benchmarks.snapshots import EVENTS, folder_of

#: Most rows, as a part of all, that a term of the search stands in.
RARE = 0.005
NEWEST = 50

#: Opens a snapshot, touches every page of its hot columns, and waits.
_WORKER = """
import sys
from pathlib import Path
from dashboard.query.opened import OpenSnapshot
snapshot = OpenSnapshot(Path(sys.argv[1]))
hot = snapshot.index.hot
for name in ("kind", "place", "told", "country", "latitude", "longitude", "cell"):
    getattr(hot, name).max()
for codes in (hot.actor1, hot.actor2, hot.source):
    codes.low.max()
for name in ("interval_row", "interval_first", "interval_last"):
    getattr(hot, name).max(initial=0)
print("ready", flush=True)
sys.stdin.readline()
"""


def proportional(worker: "subprocess.Popen[str]") -> int:
    """Bytes of the hot columns that a process holds, shared pages divided by who shares them (PSS)."""
    total, ours = 0, False
    for line in Path(f"/proc/{worker.pid}/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            ours = "/hot/" in line
        elif ours and line.startswith("Pss:"):
            total += int(line.split()[1]) * 1024
    return total


def workers(folder: Path) -> tuple[int, int]:
    """The bytes that one worker holds, and two together."""
    command = [sys.executable, "-c", _WORKER, str(folder)]
    held: list[subprocess.Popen[str]] = []
    sums = []
    for _ in range(2):
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        held.append(worker)
        assert worker.stdout is not None
        worker.stdout.readline()
        sums.append(sum(proportional(each) for each in held))
    for worker in held:
        worker.communicate("\n")
    return sums[0], sums[1]


def search(snapshot: OpenSnapshot) -> tuple[str, int, float, float]:
    """A rare term, its rows, and the CPU seconds of the newest ones by the index and by ILIKE."""
    connection = snapshot._cursor()
    most = RARE * snapshot.index.size
    words = connection.sql(
        "SELECT word, count(*) AS n FROM (SELECT unnest(string_split(summary, ' ')) AS word "
        "FROM snapshot.incidents USING SAMPLE 50000 ROWS) WHERE length(word) >= 7 "
        "GROUP BY word ORDER BY n DESC"
    ).fetchall()
    texts = snapshot.index._texts
    term = next(word for word, _ in words if len(texts.rows(word)) < most)
    sql = (
        f"SELECT rowid FROM snapshot.incidents WHERE summary ILIKE '%{term}%' "
        f"ORDER BY rowid DESC LIMIT {NEWEST}"
    )

    def indexed() -> list[int]:
        return texts.newest(term, NEWEST)

    def scanned() -> list[int]:
        return [row for (row,) in connection.execute(sql).fetchall()]

    assert indexed() == scanned()
    tries = 20
    mine = cpu(lambda: [indexed() for _ in range(tries)]) / tries
    return term, len(texts.rows(term)), mine, cpu(scanned)


def run(scratch: Path) -> list[tuple[str, str]]:
    """Bytes an event, percent, ratios."""
    root = folder_of(scratch)
    folder = root / current_version(root)
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    hot = sum(size for path, size in files.items() if path.parent.name == "hot")
    side = sum(size for path, size in files.items() if path.name.startswith(("interval_", "more_")))
    text = sum(size for path, size in files.items() if path.name.startswith("words"))
    start = time.perf_counter()
    snapshot = OpenSnapshot(folder)
    took = time.perf_counter() - start
    one, two = workers(folder)
    term, found, mine, sql = search(snapshot)
    return [
        ("disk an event, all", f"{sum(files.values()) / EVENTS:.1f} bytes"),
        ("of it hot columns, their side tables", f"{(hot - side) / EVENTS:.1f} + {side / EVENTS:.1f} bytes"),
        ("of it the text index", f"{text / EVENTS:.1f} bytes"),
        ("hot columns in memory, one worker", f"{one / 1e6:.0f} MB"),
        ("a second worker adds (proportional)", f"{(two - one) / one * 100:.1f} %"),
        ("opened", f"{took:.2f} s"),
        (
            f"newest {NEWEST} of {found:,} rows with {term!r}",
            f"{mine * 1000:.2f} ms, ILIKE {sql / mine:,.0f}x",
        ),
    ]
