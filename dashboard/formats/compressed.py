"""A file's bytes, unpacked on the way: plain, ``.gz``, ``.zst``, or the only file of a ``.zip``."""

import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from dashboard.errors import UnreadableDataset

_ZSTD = b"\x28\xb5\x2f\xfd"


@contextlib.contextmanager
def opened(path: Path, *, progress: Callable[[int], None] | None = None) -> Iterator["Counted"]:
    """A stream of the unpacked bytes; how it is packed is told by its first bytes.

    ``progress`` is told how many bytes of the file have been read.

    Raises UnreadableDataset where it cannot be opened, holds nothing, or turns out to be cut off or broken
    while it is read.
    """
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(path.open("rb"))
            yield Counted(_stream(path, file, stack), file, progress)
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise UnreadableDataset(
            f"{path} is cut off or damaged ({error}); fetch it again and import the whole file"
        ) from error
    except OSError as error:
        what = error.strerror or str(error)
        raise UnreadableDataset(f"{path} cannot be read: {what}") from error


def _stream(path: Path, file: BinaryIO, stack: contextlib.ExitStack) -> BinaryIO:
    start = file.read(4)
    file.seek(0)
    if not start:
        raise UnreadableDataset(f"{path} is empty")
    if start[:2] == b"\x1f\x8b":
        return cast(BinaryIO, stack.enter_context(gzip.GzipFile(fileobj=file)))
    if start == _ZSTD:
        return cast(BinaryIO, stack.enter_context(pa.CompressedInputStream(file, "zstd")))
    if start[:2] == b"PK" and path.suffix.lower() != ".xlsx":
        archive = stack.enter_context(zipfile.ZipFile(file))
        names = [name for name in archive.namelist() if not name.endswith("/") and "__MACOSX" not in name]
        if len(names) != 1:
            raise UnreadableDataset(
                f"{path} holds {len(names)} files; unpack it and import the one that holds the events"
            )
        return cast(BinaryIO, stack.enter_context(archive.open(names[0])))
    return file


def plain_name(path: Path) -> str:
    """The file's name without what says how it is packed, in small letters."""
    name = path.name.lower()
    for ending in (".gz", ".zst", ".zip"):
        name = name.removesuffix(ending)
    return name


class Counted(io.RawIOBase):
    """A stream whose first bytes can be looked at; tells how many bytes of the packed file were read."""

    def __init__(self, stream: BinaryIO, packed: BinaryIO, progress: Callable[[int], None] | None) -> None:
        super().__init__()
        self._stream, self._packed, self._progress = stream, packed, progress
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read again later."""
        if len(self._ahead) < size:
            self._ahead += self._stream.read(size - len(self._ahead))
        return self._ahead[:size]

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer than ``size`` at the end alone."""
        ahead, self._ahead = (self._ahead, b"") if size < 0 else (self._ahead[:size], self._ahead[size:])
        parts = [ahead]
        missing = size - len(ahead) if size >= 0 else -1
        while missing:
            block = self._stream.read(missing)
            if not block:
                break
            parts.append(bytes(block))
            missing = missing - len(block) if size >= 0 else missing
        if self._progress is not None:
            self._progress(self._packed.tell())
        return b"".join(parts)
