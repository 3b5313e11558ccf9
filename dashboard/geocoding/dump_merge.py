"""The places of dumps joined with those of the shipped index, and put in order; out of core, by DuckDB.

A row of a dump is a place of the shipped index where they share the GeoNames id; where the shipped place has
none, where they share name, country and kind and lie within its extent; first-level divisions where they
share the code. Such a place keeps its shipped name, kind and standing; a town takes point, inhabitants and
divisions of the dump, which may be newer. All other rows are new and *plain*.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from dashboard.geocoding.shipped_tables import ShippedTables

_MEMORY = "1500MB"
#: Without an extent, so far apart may two points of one place lie.
_SAME_KM = 10
_SEATS = "('PPLA','PPLA2','PPLA3','PPLA4','PPLA5','PPLG','PPLS','PPLF','PPLL','PPLR')"


class DumpMerge:
    """The steps of the join over the parts of dumps; ``folder`` takes what does not fit the memory."""

    def __init__(self, folder: Path, shipped: ShippedTables, parts: Iterable[Path]) -> None:
        self._folder = folder
        spill = folder / "spill"
        spill.mkdir(parents=True, exist_ok=True)
        # A file, so that what was joined need not stay in memory; it is never read again.
        scratch = spill / "join.duckdb"
        scratch.unlink(missing_ok=True)
        self._sql = duckdb.connect(
            str(scratch),
            config={
                "memory_limit": _MEMORY,
                "threads": 2,
                "temp_directory": str(spill),
                "preserve_insertion_order": False,
            },
        )
        self._run("SET enable_progress_bar = false")
        folders = list(parts)
        places = [str(path) for part in folders for path in sorted(part.glob("*.places.parquet"))]
        names = [str(path) for part in folders for path in sorted(part.glob("*.names.parquet"))]
        self._run(
            f"""
            CREATE VIEW parts AS SELECT * FROM read_parquet({_paths(places)}, filename = true);
            CREATE VIEW part_names AS SELECT * FROM read_parquet({_paths(names)});
            CREATE VIEW shipped AS SELECT * FROM read_parquet({_paths([str(shipped.places)])});
            CREATE VIEW shipped_names AS SELECT * FROM read_parquet({_paths([str(shipped.names)])});
            """
        )

    def _run(self, text: str) -> duckdb.DuckDBPyConnection:
        try:
            return self._sql.execute(text)
        except RuntimeError as error:  # how DuckDB tells of Ctrl-C
            if "interrupted" in str(error).lower():
                raise KeyboardInterrupt from error
            raise

    def _count(self, text: str) -> int:
        row = self._run(text).fetchone()
        assert row is not None
        return int(row[0])

    def close(self) -> None:
        """Give back memory and scratch files."""
        self._sql.close()

    def gather(self) -> None:
        """The rows of all dumps, once each: of several with one id the last counts."""
        rows, ids = (
            self._count("SELECT count(*) FROM parts"),
            self._count("SELECT count(DISTINCT id) FROM parts"),
        )
        once = (
            ""
            if rows == ids
            else "QUALIFY row_number() OVER (PARTITION BY id ORDER BY filename DESC, line DESC) = 1"
        )
        self._run(f"CREATE TABLE dump AS SELECT * EXCLUDE (filename, line) FROM parts {once}")

    def match(self) -> int:
        """Find the rows that are places of the shipped index; gives how many."""
        self._run(
            f"""
            CREATE TABLE matched (id BIGINT, uid BIGINT);
            INSERT INTO matched
                SELECT d.id, max(s.uid) FROM dump d JOIN shipped s ON s.id = d.id
                WHERE s.id > 0 GROUP BY d.id;
            INSERT INTO matched
                SELECT min(d.id), s.uid FROM dump d JOIN shipped s
                ON d.code = 'ADM1' AND s.code = 'ADM1' AND d.country = s.country AND d.admin1 = s.admin1
                WHERE s.admin1 <> '' AND d.id NOT IN (SELECT id FROM matched)
                AND s.uid NOT IN (SELECT uid FROM matched) GROUP BY s.uid;
            CREATE TABLE kinds AS SELECT code, any_value(class) AS class FROM dump GROUP BY code;
            CREATE TABLE nameless AS
                SELECT s.*, k.class, n.form FROM shipped s
                JOIN kinds k ON k.code = s.code JOIN shipped_names n ON n.id = s.uid
                WHERE s.id = 0 AND s.uid NOT IN (SELECT uid FROM matched);
            CREATE TABLE pairs AS
                SELECT d.id, s.uid, {_KM} AS km
                FROM nameless s JOIN part_names n ON n.form = s.form AND n.id > 0
                JOIN dump d ON d.id = n.id
                WHERE d.country = s.country AND d.class = s.class
                AND (d.class <> 'A' OR d.code = s.code AND (s.admin1 = '' OR d.admin1 = s.admin1))
                AND d.id NOT IN (SELECT id FROM matched)
                AND {_KM} <= greatest({_SAME_KM}, s.radius);
            INSERT INTO matched
                SELECT id, uid FROM (
                    SELECT *, row_number() OVER (PARTITION BY uid ORDER BY km, id) AS place FROM (
                        SELECT * FROM pairs QUALIFY row_number() OVER (PARTITION BY id ORDER BY km, uid) = 1
                    )
                ) WHERE place = 1;
            """
        )
        return self._count("SELECT count(*) FROM matched")

    def place(self, target: Path, second_names: Path | None) -> None:
        """Write all places in the order of their keys. ``second_names`` is admin2Codes.txt."""
        self._run(
            f"""
            CREATE TABLE extents AS
                SELECT country, admin1, '' AS admin2, {_EXTENT} AS radius FROM dump
                WHERE class = 'P' AND admin1 <> '' GROUP BY country, admin1
                UNION ALL
                SELECT country, admin1, admin2, {_EXTENT} FROM dump
                WHERE class = 'P' AND admin2 <> '' GROUP BY country, admin1, admin2;
            CREATE TABLE seconds AS
                SELECT country, admin1, admin2, any_value(name ORDER BY id) AS name FROM dump
                WHERE code = 'ADM2' AND admin2 <> '' GROUP BY country, admin1, admin2;
            """
        )
        if second_names is not None:
            self._run(
                f"""
                INSERT INTO seconds SELECT split_part(code, '.', 1), split_part(code, '.', 2),
                    split_part(code, '.', 3), name
                FROM read_csv({_quoted(str(second_names))}, delim = '\t', quote = '', header = false,
                    ignore_errors = true, columns = {{'code': 'VARCHAR', 'name': 'VARCHAR',
                    'ascii': 'VARCHAR', 'id': 'VARCHAR'}}) t
                WHERE NOT EXISTS (SELECT 1 FROM seconds s WHERE s.country = split_part(t.code, '.', 1)
                    AND s.admin1 = split_part(t.code, '.', 2) AND s.admin2 = split_part(t.code, '.', 3));
                """
            )
        scratch = target.with_suffix(".tmp")
        self._run(
            f"""
            CREATE TABLE joined AS
                SELECT * FROM (
                    SELECT s.uid, s.name,
                        CASE WHEN s.code LIKE 'PPL%' THEN coalesce(d.latitude, s.latitude)
                            ELSE s.latitude END AS latitude,
                        CASE WHEN s.code LIKE 'PPL%' THEN coalesce(d.longitude, s.longitude)
                            ELSE s.longitude END AS longitude,
                        s.code,
                        s.country,
                        CASE WHEN s.code LIKE 'PPL%' OR s.admin1 = ''
                            THEN coalesce(nullif(d.admin1, ''), s.admin1) ELSE s.admin1 END AS admin1,
                        CASE WHEN s.admin2 = '' THEN coalesce(a.name, '') ELSE s.admin2 END AS admin2,
                        CASE WHEN s.code LIKE 'PPL%' AND d.population > 0
                            THEN d.population ELSE s.population END::BIGINT AS population,
                        s.radius::INTEGER AS radius,
                        CASE WHEN s.id = 0 THEN coalesce(d.id, 0) ELSE s.id END::BIGINT AS id,
                        false AS plain
                    FROM shipped s LEFT JOIN matched m ON m.uid = s.uid LEFT JOIN dump d ON d.id = m.id
                    LEFT JOIN seconds a ON a.country = d.country AND a.admin1 = d.admin1
                        AND a.admin2 = d.admin2
                    UNION ALL
                    SELECT d.id, d.name, d.latitude, d.longitude,
                        CASE WHEN d.code IN {_SEATS} THEN 'PPL' WHEN d.code = 'PCLI' THEN 'PCL'
                            ELSE d.code END,
                        d.country, d.admin1, coalesce(a.name, ''), d.population,
                        CASE WHEN d.code = 'ADM1' THEN coalesce(x.radius, 3)
                            WHEN d.code = 'ADM2' THEN coalesce(y.radius, 3) ELSE 0 END,
                        d.id, true
                    FROM dump d
                    LEFT JOIN seconds a ON a.country = d.country AND a.admin1 = d.admin1
                        AND a.admin2 = d.admin2
                    LEFT JOIN extents x ON x.country = d.country AND x.admin1 = d.admin1 AND x.admin2 = ''
                    LEFT JOIN extents y ON y.country = d.country AND y.admin1 = d.admin1
                        AND y.admin2 = d.admin2 AND y.admin2 <> ''
                    WHERE d.id NOT IN (SELECT id FROM matched)
                );
            COPY (
                SELECT * FROM joined
                ORDER BY CASE code WHEN 'PCLI' THEN 0 WHEN 'CONT' THEN 1 WHEN 'OCN' THEN 1 ELSE 2 END,
                    plain AND code IN ('CONT', 'OCN'), population DESC, radius DESC, plain, country, name,
                    latitude, longitude, uid
            ) TO {_quoted(str(scratch))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000);
            """
        )
        scratch.replace(target)

    def order_names(self, places: Path, target: Path, bucket_bits: int) -> None:
        """Write all names by bucket, name and key; rows without a key carry the reach of a first word."""
        scratch = target.with_suffix(".tmp")
        self._run(
            f"""
            CREATE VIEW placed AS
                SELECT uid, file_row_number AS key
                FROM read_parquet({_paths([str(places)])}, file_row_number = true);
            COPY (
                SELECT n.form, (n.crc & {(1 << bucket_bits) - 1})::UINTEGER AS bucket, p.key::BIGINT AS key,
                    n.main, n.words
                FROM (
                    SELECT form, crc, coalesce(m.uid, n.id) AS uid,
                        n.main AND m.uid IS NULL AS main, NULL::UTINYINT AS words
                    FROM part_names n LEFT JOIN matched m ON m.id = n.id WHERE n.id IS NOT NULL
                    UNION ALL
                    SELECT form, crc, id, main, NULL FROM shipped_names WHERE id IS NOT NULL
                ) n JOIN placed p ON p.uid = n.uid
                UNION ALL
                SELECT form, (any_value(crc) & {(1 << bucket_bits) - 1})::UINTEGER, NULL, NULL, max(words)
                FROM (SELECT * FROM part_names UNION ALL SELECT * FROM shipped_names) WHERE id IS NULL
                GROUP BY form
                ORDER BY bucket, form, key, main DESC
            ) TO {_quoted(str(scratch))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000);
            """
        )
        scratch.replace(target)

    def name_rows(self) -> int:
        """How many rows of names there are at most."""
        return self._count("SELECT (SELECT count(*) FROM part_names) + (SELECT count(*) FROM shipped_names)")


_KM = (
    "111.2 * sqrt(pow(d.latitude - s.latitude, 2) + "
    "pow((d.longitude - s.longitude) * cos(radians(s.latitude)), 2))"
)
#: Radius of a disc over which towns would be spread as widely as they are; half of it is their deviation.
_EXTENT = (
    "least(65535, greatest(3, round(2 * 111.2 * sqrt("
    "stddev_pop(latitude) * stddev_pop(longitude) * cos(radians(avg(latitude)))))))::INTEGER"
)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _paths(paths: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, paths)) + "]"
