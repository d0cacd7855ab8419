"""Errors by kind of failure. Each names the thing and the remedy; the CLI prints one line, no traceback."""

from __future__ import annotations


class KgError(Exception):
    """Something could not be done. `message` names the thing, `remedy` what to do about it."""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message if remedy is None else f"{message} ({remedy})")
        self.message, self.remedy = message, remedy


class Unreadable(KgError):
    """A post that cannot be read at all; it is quarantined with its reason."""

    def __init__(self, path: str, line: int | None, reason: str, remedy: str | None = None) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}", remedy)
        self.path, self.line, self.reason = path, line, reason


class Locked(KgError):
    """Another process holds the database."""


class NotFound(KgError):
    """No such entity, trend, watch item or day."""
