"""Runs in batches: the same output whatever the runner, and nothing done twice."""

import json
from collections.abc import Callable, Generator, Sequence
from datetime import date
from pathlib import Path

import pytest

from dashboard.articles import read_articles
from dashboard.errors import InputError, RunnerError
from dashboard.pipeline import RuleExtractor
from dashboard.pipeline.batch_run import RunReport, extract_batches, refusals_of
from dashboard.pipeline.batches import BatchExtraction
from dashboard.pipeline.parts import Totals
from dashboard.pipeline.runners import RUNNERS, Result, Runner, RunnerOptions, SerialRunner, Task
from tests.pipeline.many_articles import comparable, json_lines, parquet, records

NUMBER = 30


class Stopped(SerialRunner):
    """Ctrl-C after so many tasks; it notes what it was given."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.given: list[object] = []

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
        self.given += tasks
        for number, result in enumerate(super().run(work, tasks)):
            yield result
            if number + 1 == self.after:
                raise KeyboardInterrupt


def extracted(path: Path, output: Path, *, runner: Runner | None = None, size: int = 4) -> RunReport:
    return extract_batches([path], output, runner=runner or SerialRunner(), size=size)


@pytest.mark.parametrize("write", [json_lines, parquet])
def test_the_output_holds_the_records_of_each_article_in_order(
    tmp_path: Path, write: Callable[[Path, int], Path]
) -> None:
    path = write(tmp_path, NUMBER)
    outputs = [tmp_path / "serial.parquet", tmp_path / "processes.parquet", tmp_path / "large.parquet"]
    first = extracted(path, outputs[0])
    second = extracted(path, outputs[1], runner=RUNNERS["processes"](RunnerOptions(workers=2)))
    extracted(path, outputs[2], size=7)
    assert first.totals == second.totals
    tables = [comparable(output) for output in outputs]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])

    extractor = RuleExtractor()
    expected = [extractor.read(record["article"]) for record in _articles(path)]
    back = list(read_articles([outputs[0]]))
    assert [reading.events for reading in back] == [extraction.events for extraction in expected]
    assert [reading.name for reading in back] == [record["id"] for record in records(NUMBER)]
    assert tables[0]["main_type"].to_pylist() == [extraction.main_type for extraction in expected]
    assert [(reading.article, reading.extractor) for reading in back if reading.article is None] == []


def _articles(path: Path) -> list[dict[str, object]]:
    found = [{"article": reading.article} for reading in read_articles([path]) if reading.article is not None]
    return [each for each in found if "Войска" not in each["article"].text]  # type: ignore[union-attr]


def test_what_cannot_be_read_is_named_with_its_line_and_counted(tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, NUMBER), tmp_path / "out.parquet"
    report = extracted(path, output)
    assert report.totals is not None
    assert (report.totals.articles, report.totals.refused) == (NUMBER, 2)
    assert report.refused == refusals_of(output)
    lines = [json.loads(line) for line in refusals_of(output).read_text(encoding="ascii").splitlines()]
    assert [(line["file"], line["line"], line["name"]) for line in lines] == [
        (str(path), 4, "articles.jsonl:4"),
        (str(path), 6, "ru"),
    ]
    assert [line["error"] for line in lines] == [
        "line 4 is not JSON: Expecting property name enclosed in double quotes at column 2",
        "language not supported: ru",
    ]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    path, output, whole = json_lines(tmp_path, NUMBER), tmp_path / "out.parquet", tmp_path / "whole.parquet"
    stopped = extracted(path, output, runner=Stopped(3))
    assert (stopped.totals, stopped.done, stopped.batches) == (None, 3, 8)
    assert not output.exists()
    again = Stopped(0)
    report = extracted(path, output, runner=again)
    assert len(again.given) == 5
    assert (report.before, report.done) == (3, 8)
    assert report.totals == extracted(path, whole).totals
    assert comparable(output).equals(comparable(whole))
    assert not list(tmp_path.glob("*.parts"))


def test_a_finished_run_is_not_done_again(tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, NUMBER), tmp_path / "out.parquet"
    first = extracted(path, output)
    written = output.read_bytes()
    again = Stopped(0)
    second = extracted(path, output, runner=again)
    assert not again.given
    assert second == RunReport(8, 8, 8, first.totals, first.refused)
    assert output.read_bytes() == written


def test_a_changed_input_is_read_again_and_never_mixed_with_parts_of_the_old(tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, NUMBER), tmp_path / "out.parquet"
    extracted(path, output, runner=Stopped(2))
    json_lines(tmp_path, NUMBER + 1)
    with pytest.raises(InputError, match=r"out\.parquet\.parts holds parts of another run"):
        extracted(path, output)
    json_lines(tmp_path, NUMBER)
    with pytest.raises(InputError, match="another --batch or --published"):
        extract_batches([path], output, runner=SerialRunner(), size=4, published=date(2022, 1, 1))
    extracted(path, output)
    json_lines(tmp_path, NUMBER + 1)
    report = extracted(path, output)
    assert report.totals is not None
    assert (report.before, report.totals.articles) == (0, NUMBER + 1)


def test_a_damaged_part_is_deleted_and_made_again(tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, NUMBER), tmp_path / "out.parquet"
    extracted(path, output, runner=Stopped(2))
    part = next((tmp_path / "out.parquet.parts").glob("*.parquet"))
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(RunnerError, match="was damaged and is deleted; run the command again"):
        extracted(path, output)
    assert extracted(path, output).totals == Totals(NUMBER, comparable_events(output), 2)


def comparable_events(path: Path) -> int:
    return sum(map(len, comparable(path)["events"].to_pylist()))


def test_a_worker_that_reads_with_other_words_or_places_is_refused(tmp_path: Path) -> None:
    class Elsewhere(SerialRunner):
        def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
            assert isinstance(work, BatchExtraction)
            other = BatchExtraction(work.parts, "rules (9.9, words 0), gazetteer 0")
            yield from super().run(other, tasks)  # type: ignore[arg-type]

    with pytest.raises(RunnerError, match=r"a worker reads with rules .* install the same version"):
        extracted(json_lines(tmp_path, 5), tmp_path / "out.parquet", runner=Elsewhere())


def test_a_batch_that_kills_its_workers_does_not_for_ever(tmp_path: Path) -> None:
    path, output = json_lines(tmp_path, 5), tmp_path / "out.parquet"

    class Dying(SerialRunner):
        def run(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Generator[Result, None, None]:
            assert isinstance(work, BatchExtraction)
            (Path(work.parts) / "00000000.tried").write_bytes(b"....")  # four that never came back
            yield from super().run(work, tasks)

    with pytest.raises(RunnerError, match=r"4 workers died of the articles 1 to 4 of .*articles\.jsonl"):
        extracted(path, output, runner=Dying())
    report = extracted(path, output)
    assert report.totals is not None, "a new run tries again"
