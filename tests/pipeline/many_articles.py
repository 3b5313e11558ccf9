"""Files of many articles, and what is compared of the Parquet that comes of them."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SIDES = ("Russian", "Ukrainian", "Syrian", "Turkish", "Israeli", "Indian")
TOWNS = ("Lysychansk", "Kharkiv", "Homs", "Diyarbakir", "Haifa", "Jammu")


def records(number: int) -> list[dict[str, str]]:
    """So many articles, all different, each of a shelling and a protest."""
    return [
        {
            "id": f"a{n}",
            "url": f"https://example.org/{n}",
            "publisher": f"Paper {n % 7}",
            "published": f"2022-06-{n % 28 + 1:02}",
            "text": f"{SIDES[n % 6]} forces shelled {TOWNS[n % 6]} on Monday and killed {n + 2} people, "
            f"officials said.\n\nProtesters marched in Berlin on Sunday against price rise number {n}.",
        }
        for n in range(number)
    ]


def json_lines(folder: Path, number: int) -> Path:
    """The articles as JSON lines, with a broken line and one in Russian among them."""
    lines = [json.dumps(record) for record in records(number)]
    lines[3:3] = ["{broken", "", json.dumps({"id": "ru", "text": "Войска обстреляли город в субботу. " * 8})]
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def parquet(folder: Path, number: int) -> Path:
    """The articles as Parquet, with a row without text among them."""
    rows: list[dict[str, str | None]] = [*records(number)]
    rows.insert(4, {"id": "none", "text": None})
    path = folder / "articles.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=11)
    return path


def comparable(path: Path) -> pa.Table:
    """Every field of every record, but when it was read."""
    return pq.read_table(path).drop_columns(["fetched_at"])
