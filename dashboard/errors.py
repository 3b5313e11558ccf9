"""Every error this package raises on purpose, in one tree.

::

    ConflictEventsError
    ├── InputError            what was given cannot be used (the user can mend it)
    │   ├── UnreadableArticle     a file or line that holds no readable article
    │   ├── UnsupportedFormat     a source of a kind that no reader takes
    │   ├── UnsupportedLanguage   a language the extractor does not know
    │   └── FilterError           a filter value that has no meaning
    ├── ResourceError         data that should ship with the package is missing or damaged
    ├── RunnerError           workers cannot be had, die again and again, or cannot do the work
    ├── ProposerError         an outside model did not answer, or not as asked
    ├── UnreadableDataset     a file of events cannot be read as the format that was asked for
    ├── RowsWithheld          the terms of a dataset forbid passing its rows on
    ├── LookupFailed          a geocoding service was asked and nothing can be said of the place
    │   ├── ServiceUnreachable    it is not reached, too slow, or failing; try again later
    │   ├── ServiceBusy           it told us to wait, or others wait for it before us
    │   ├── ServiceRefused        it does not take our key, name, address or query; mend the settings
    │   └── ServiceGarbled        its answer makes no sense; try again later, or ask another
    ├── StoreError            the record store refused or failed
    │   └── StoreBusy             another writer held the store for too long
    ├── SnapshotError         a snapshot is missing, incomplete or of another version
    └── WarehouseError        ClickHouse is not reached, refuses, fails or holds no dataset
        └── WarehouseSlow         a question took longer than it may

A message names the value that is wrong and what mends it. The command line prints the message of
any of these without a traceback; anything else is a defect of ours.
"""


class ConflictEventsError(Exception):
    """Root of the tree; catch it to catch all that this package raises on purpose."""


class InputError(ConflictEventsError, ValueError):
    """What was given cannot be used; the message says what would do."""


class UnreadableArticle(InputError):
    """A file or line holds no article that can be read (empty, binary, broken, without text)."""


class UnsupportedFormat(InputError):
    """No reader takes a source of this kind; the message lists those that exist."""


class UnsupportedLanguage(InputError):
    """The article's language is not one the extractor knows."""

    def __init__(self, language: str) -> None:
        super().__init__(f"language not supported: {language}")
        self.language = language


class FilterError(InputError):
    """A filter was given a value without meaning, for example a date that does not exist."""


class ResourceError(ConflictEventsError, OSError):
    """Data that ships with the package is missing or damaged; reinstall, or run ``make data``."""


class RunnerError(ConflictEventsError):
    """Workers that were to read articles cannot be had, die again and again, or cannot do it as asked."""


class ProposerError(ConflictEventsError):
    """An outside model that was to propose events failed on an article; that is never "no events"."""


class UnreadableDataset(ConflictEventsError):
    """A file of events is empty, broken, of no known format, or lacks a column; the message says which."""


class RowsWithheld(ConflictEventsError):
    """Rows of a dataset whose terms forbid passing them on were asked for; counts may be."""


class LookupFailed(ConflictEventsError):
    """A geocoding service was asked and nothing can be said of the place: never to be taken for "not found".

    ``retry_after``: seconds until asking again makes sense, None where that is not known.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ServiceUnreachable(LookupFailed):
    """A geocoding service cannot be reached, is too slow, or fails: its fault, or the network's."""


class ServiceBusy(LookupFailed):
    """A geocoding service told us to wait, or too many lookups on this machine wait for it."""


class ServiceRefused(LookupFailed):
    """A geocoding service does not take our key, our name, its address or the query; the user can mend it."""


class ServiceGarbled(LookupFailed):
    """A geocoding service answered what makes no sense: no JSON, no point on the globe; its fault."""


class StoreError(ConflictEventsError):
    """The record store refused or failed; nothing of the unit of work was kept."""


class StoreBusy(StoreError, TimeoutError):
    """Another process kept the store locked for longer than the busy timeout."""


class SnapshotError(ConflictEventsError):
    """The snapshot is missing, incomplete, or written by another version; publish again."""


class WarehouseError(ConflictEventsError):
    """ClickHouse is not reached, refuses, fails, or holds no dataset: never "no events".

    ``for_readers`` says it without names of hosts.
    """

    for_readers = "the database that holds the events does not answer as it should; try again in a while"


class WarehouseSlow(WarehouseError, TimeoutError):
    """ClickHouse took longer over a question than it may."""

    for_readers = "this took longer than the database of the events may; narrow the filters"
