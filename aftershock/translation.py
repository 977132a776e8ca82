"""Errors of the lower packages and of the system, said as the program's own: one sentence and an exit code."""

from __future__ import annotations

import errno

from aftershock.errors import AftershockError, Busy, ConfigError, Damaged, StorageProblem, Unavailable, UsageProblem
from crawlers import errors as crawling
from indexer import errors as indexing


def translate(error: Exception) -> AftershockError:
    """Any error as one of the program's own: one sentence and an exit code."""
    if isinstance(error, AftershockError):
        return error
    if isinstance(error, crawling.ArchiveBusy | indexing.IndexBusy):
        return Busy(str(error))
    if isinstance(error, crawling.UnknownSource):
        return UsageProblem(str(error))
    if isinstance(error, crawling.SourceBroken):
        return ConfigError(str(error))
    if isinstance(error, crawling.ArchiveDamaged | indexing.IndexOutdated):
        return Damaged(str(error))
    if isinstance(error, crawling.ArchiveError | indexing.IndexUnstored):
        return StorageProblem(str(error))
    if isinstance(error, indexing.IndexUnavailable):
        return Unavailable(str(error))
    if isinstance(error, crawling.CrawlersError | indexing.IndexerError):
        return AftershockError(str(error))
    if isinstance(error, OSError):
        return _of_system(error)
    return AftershockError(
        f"an error that should not happen: {type(error).__name__}: {error}. "
        "Nothing already stored is lost. Run it again with --debug and report what it prints"
    )


def _of_system(error: OSError) -> AftershockError:
    where = f"{error.filename}: " if error.filename else ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return StorageProblem(f"{where}the disk is full; free some space and run the command again, it goes on")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return StorageProblem(f"{where}no right to read or write there; change its rights or name another folder")
        case errno.EADDRINUSE:
            return Unavailable("the port is in use; choose another with --port, or 0 for any that is free")
        case _:
            return StorageProblem(f"{where}{error.strerror or error}")
