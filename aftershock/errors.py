"""Errors of the program, each one sentence for the user, with the exit code of the command line.

AftershockError              1
├── UsageProblem             2   an argument that makes no sense here
├── ConfigError              3   file, key, what was expected
├── ProjectMissing           3   no project folder here: names `init`
├── Busy                     4   another run is under way
├── NewerFormat              5   made by a newer version of this program
├── Damaged                  6   a file of the project cannot be read: which, and how to repair
├── StorageProblem           7   disk full, no rights
├── Unavailable              8   a server or port cannot be used
└── Incomplete               9   the work ended, but part of it failed (listed by `check`)
"""

from __future__ import annotations


class AftershockError(Exception):
    """Root of the program's errors. The message says what happened and what to do."""

    exit_code = 1


class UsageProblem(AftershockError):
    """An argument that makes no sense here."""

    exit_code = 2


class ConfigError(AftershockError):
    """A configuration file or environment variable that cannot be used."""

    exit_code = 3


class ProjectMissing(ConfigError):
    """No project folder where one was expected."""


class Busy(AftershockError):
    """Another run is under way in this project."""

    exit_code = 4


class NewerFormat(AftershockError):
    """A file of the project was made by a newer version of this program."""

    exit_code = 5


class Damaged(AftershockError):
    """A file of the project cannot be read."""

    exit_code = 6


class StorageProblem(AftershockError):
    """The disk is full, or rights are missing."""

    exit_code = 7


class Unavailable(AftershockError):
    """A server cannot be reached, or a port cannot be used."""

    exit_code = 8


class Incomplete(AftershockError):
    """The work ended, but part of it failed."""

    exit_code = 9
