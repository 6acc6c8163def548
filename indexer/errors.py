"""What went wrong so that we cannot go on, said so that a person can act?

Three kinds of error are never mixed: we are wrong (assert, crash), the document is odd (an `Anmarkning` in the result),
we cannot go on (a child of `ProtokollError`).
"""


class ProtokollError(Exception):
    """We cannot go on. `str()` is one Swedish line: what, where, what to do."""

    exit_code = 1
    """Exit status of the command line: 1 the work failed, 2 it was called wrongly."""


class ReadError(ProtokollError):
    """One file cannot be read. The run goes on with the others."""


class UsageError(ProtokollError):
    """The command was called wrongly."""

    exit_code = 2


class IndexHomeError(ProtokollError):
    """The index home is missing, of another version, damaged or not what we think it is."""


class LockedError(ProtokollError):
    """Another process writes to the same index home; the message says which."""


class TimeLimitError(ProtokollError):
    """A query took longer than it may."""
