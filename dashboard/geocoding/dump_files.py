"""The files of a GeoNames dump as they are downloaded: .zip, .txt, .txt.gz, or a folder of these."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from dashboard.errors import InputError

_END = 1 << 20
_BUFFER = 1 << 20
#: Files that lie beside a dump and hold no places.
_TABLES = (
    "admin1codes", "admin2codes", "admin5", "alternatenames", "countryinfo", "featurecodes", "hierarchy",
    "iso-languagecodes", "no-country", "readme", "rejected", "timezones", "usertags", "shapes", "deletes",
    "modifications", "alternatenamesdeletes", "alternatenamesmodifications",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A text file of a dump, alone or inside an archive (``member``)."""

    path: Path
    member: str | None
    fingerprint: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name

    def open(self) -> Lines:
        """Its lines, to be closed; they raise InputError where the file is damaged or cut short."""
        try:
            raw = self.path.open("rb")
            if self.member is not None:
                archive = zipfile.ZipFile(raw)
                file: IO[bytes] = archive.open(self.member)
                return Lines(self.name, raw, file, file.tell, archive.getinfo(self.member).file_size)
            size = self.path.stat().st_size
            if self.path.suffix.lower() == ".gz":
                return Lines(self.name, raw, cast(IO[bytes], gzip.open(raw)), raw.tell, size)
            return Lines(self.name, raw, raw, raw.tell, size)
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError) as error:
            raise InputError(f"{self.name} is no usable zip ({error}); download it again") from error
        except OSError as error:
            raise InputError(f"{self.name} cannot be read: {error.strerror or error}") from error


class Lines:
    """The lines of an open file, and how many of its ``total`` bytes were read; closed at the end of its
    block.
    """

    def __init__(
        self, name: str, raw: IO[bytes], file: IO[bytes], position: Callable[[], int], total: int
    ) -> None:
        self._name, self._raw, self._position, self.total = name, raw, position, total
        self._reader = io.BufferedReader(cast(io.RawIOBase, file), _BUFFER)

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()
        self._raw.close()

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._reader
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise InputError(f"{self._name} is damaged ({error}); download it again") from error

    @property
    def done(self) -> int:
        """Bytes read so far."""
        return self._position()


def dump_files(path: Path) -> list[DumpFile]:
    """The files of places at ``path``. Raises InputError where there are none or the archive is broken."""
    if path.is_dir():
        parts = sorted(p for p in path.iterdir() if p.name.lower().endswith((".txt", ".txt.gz", ".zip")))
        found = [file for part in parts if not _is_table(part.name) for file in dump_files(part)]
        if not found:
            raise InputError(f"the folder {path} holds no dump (.zip, .txt or .txt.gz)")
        return found
    try:
        size = path.stat().st_size
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [info for info in archive.infolist() if info.filename.lower().endswith(".txt")]
                found = [
                    DumpFile(path, info.filename, _digest(info.filename, info.CRC, info.file_size))
                    for info in members
                    if not _is_table(Path(info.filename).name)
                ]
            if not found:
                raise InputError(f"{path} holds no dump; its .txt files are tables or there are none")
            return found
        with path.open("rb") as file:
            start = file.read(_END)
            file.seek(max(0, size - _END))
            ends = start + file.read(_END)
        return [DumpFile(path, None, _digest(path.name, size, path.stat().st_mtime_ns, ends))]
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is no usable zip ({error}); download it again") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error


def alternate_names_file(path: Path) -> DumpFile:
    """The file of other names: ``alternateNamesV2.zip`` or .txt. Raises InputError."""
    if path.suffix.lower() != ".zip":
        return dump_files(path)[0]
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if Path(info.filename).name.lower().startswith("alternatenames"):
                    return DumpFile(path, info.filename, _digest(info.filename, info.CRC, info.file_size))
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{path} is no usable zip ({error}); download it again") from error
    raise InputError(f"{path} holds no alternateNames file")


def _is_table(name: str) -> bool:
    return name.lower().startswith(_TABLES)


def _digest(*parts: object) -> str:
    text = "\0".join(part.hex() if isinstance(part, bytes) else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
