"""What went wrong so that we cannot go on, said so that a person can act?

Three kinds of error are never mixed: we are wrong (assert, crash), the document is odd (an `Anmarkning` in the result),
we cannot go on (a child of `ProtokollError`).
"""

import errno

_REASONS = {
    errno.EACCES: "rättigheter saknas",
    errno.EPERM: "rättigheter saknas",
    errno.ENOENT: "finns inte",
    errno.EISDIR: "är en mapp",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "disken är full",
    errno.EROFS: "disken är skrivskyddad",
    errno.ELOOP: "länkarna går i cirkel",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EMFILE: "för många öppna filer",
    errno.EIO: "disken svarar fel",
}


def in_words(error: OSError) -> str:
    """Say in Swedish why the operating system refused.

    >>> in_words(PermissionError(errno.EACCES, "Permission denied"))
    'rättigheter saknas'
    """
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


class ProtokollError(Exception):
    """We cannot go on. `str()` is one Swedish line: what, where, what to do."""

    exit_code = 1
    """Exit status of the command line: 1 the work failed, 2 it was called wrongly."""


class ReadError(ProtokollError):
    """One file cannot be read. The run goes on with the others."""


class UsageError(ProtokollError):
    """The command was called wrongly."""

    exit_code = 2


class StoppedError(ProtokollError):
    """The run stopped before it changed anything, because it would have removed more than was likely meant."""


class IndexHomeError(ProtokollError):
    """The index home is missing, of another version, damaged or not what we think it is."""


class LockedError(ProtokollError):
    """Another process writes to the same index home; the message says which."""


class TimeLimitError(ProtokollError):
    """A query took longer than it may."""
