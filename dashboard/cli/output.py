"""Where a command's result goes: a file, or standard output with nothing else on it."""

import contextlib
import sys
import unicodedata
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from dashboard.errors import InputError


@contextlib.contextmanager
def written_to(output: str) -> Iterator[TextIO]:
    """A stream of UTF-8 to a file or, for ``-``, to standard output; line ends are written as given.

    A file is written line by line, so that a long run can be watched and what an interrupted one did is kept.
    """
    if output == "-":
        stream = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield stream
            stream.flush()
        finally:
            # Where the reader of a pipe, such as `head`, has left, there is nothing to flush to.
            with contextlib.suppress(OSError):
                stream.detach()
        return
    with _opened(output) as file:
        yield file


@contextlib.contextmanager
def bytes_to(output: str) -> Iterator[IO[bytes]]:
    """The same for bytes."""
    if output == "-":
        yield sys.stdout.buffer
        with contextlib.suppress(OSError):
            sys.stdout.buffer.flush()
        return
    with _opened(output) as file:
        yield file.buffer


def _opened(output: str) -> TextIO:
    try:
        return Path(output).open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror or error}") from error


def plain(text: str) -> str:
    """Text of an article on one line, without signs that would move the cursor or turn the line around."""
    return "".join(
        " " if sign in "\t\r\n" else "\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign
        for sign in text
    )
