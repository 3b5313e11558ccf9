"""A run: files of very many articles, read in batches by a runner, kept as one Parquet file.

The parts of the batches lie beside the output until all are there. A run that was stopped, by Ctrl-C, a
killed process or a power cut, goes on with the batches that are missing when it is started again.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.articles.slices import files_of, slices
from dashboard.errors import InputError, RunnerError
from dashboard.pipeline.batches import TRIED, Batch, BatchExtraction, part_of
from dashboard.pipeline.parts import Totals, merge_parts, totals_of
from dashboard.pipeline.runners import Runner
from dashboard.pipeline.version import reads_with

#: Articles of a batch: enough that handing it over costs little, few enough that little is done twice.
BATCH = 50
_RUN = "run"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: of ``batches`` in all ``done`` are done, ``before`` of them by earlier runs.

    ``totals`` is what the output holds, None where the run was interrupted; ``refused`` the file that names
    what could not be read, None where there is none.
    """

    batches: int
    done: int
    before: int
    totals: Totals | None
    refused: Path | None


def extract_batches(
    inputs: Iterable[Path],
    output: Path,
    *,
    runner: Runner,
    size: int = BATCH,
    published: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RunReport:
    """Read the articles of JSON lines and Parquet files, ``size`` at a time, and write ``output``.

    The output holds the articles with their events in the order of the inputs, whatever the runner; what
    could not be read stands in a file beside it (``refusals_of``). ``progress`` is told how many batches of
    how many are done. An interrupt ends the run; the same call goes on. Raises InputError where an input
    cannot be opened or the parts beside the output are of another run, RunnerError.
    """
    files = files_of(inputs)
    pieces = [(file, piece) for file in files for piece in slices([file.resolve()], size=size)]
    batches = [Batch(number, piece, str(file)) for number, (file, piece) in enumerate(pieces)]
    reader = reads_with()
    run = _name_of_run(files, size=size, published=published, reader=reader)
    known = totals_of(output, run=run)
    if known is not None:
        return RunReport(len(batches), len(batches), len(batches), known, _refusals(output, known))
    parts = _opened(output, run)
    missing = [batch for batch in batches if not part_of(parts, batch.number).exists()]
    before = done = len(batches) - len(missing)
    if progress is not None:
        progress(done, len(batches))
    work = BatchExtraction(str(parts.resolve()), reader, published)
    try:
        with closing(runner.run(work, missing)) as results:
            for _ in results:
                done += 1
                if progress is not None:
                    progress(done, len(batches))
    except KeyboardInterrupt:
        done = sum(part_of(parts, batch.number).exists() for batch in batches)
        return RunReport(len(batches), done, before, None, None)
    totals = merge_parts(
        [part_of(parts, batch.number) for batch in batches], output, refusals_of(output), run=run
    )
    shutil.rmtree(parts)
    return RunReport(len(batches), done, before, totals, _refusals(output, totals))


def refusals_of(output: Path) -> Path:
    """The file beside an output that names what could not be read, a JSON object a line."""
    return output.with_name(f"{output.stem}.refused.jsonl")


def _refusals(output: Path, totals: Totals) -> Path | None:
    return refusals_of(output) if totals.refused else None


def _name_of_run(files: list[Path], *, size: int, published: date | None, reader: str) -> str:
    """Differs where anything differs that the parts depend on."""
    digest = hashlib.sha256(json.dumps([size, str(published), reader]).encode())
    for path in files:
        with path.open("rb") as file:
            digest.update(str(path).encode("utf-8", "replace"))
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()


def _opened(output: Path, run: str) -> Path:
    """The folder of the parts; InputError where those in it are of another run."""
    parts = output.with_name(f"{output.name}.parts")
    note = parts / _RUN
    try:
        parts.mkdir(exist_ok=True)
        for tried in parts.glob(f"*{TRIED}"):
            tried.unlink(missing_ok=True)
        if note.exists():
            if note.read_text(encoding="ascii").strip() != run:
                raise InputError(
                    f"{parts} holds parts of another run: other articles, another --batch or --published, "
                    "or another version of the extractor. Delete it, or name another output"
                )
        elif any(parts.glob("*.parquet")):
            raise InputError(f"{parts} holds parts of no known run; delete it, or name another output")
        else:
            temporary = note.with_suffix(".new")
            temporary.write_text(run + "\n", encoding="ascii")
            temporary.replace(note)
    except OSError as error:
        raise RunnerError(f"{parts} cannot be written: {error.strerror or error}") from error
    return parts
