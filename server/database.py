"""The SQLite file of keys, sessions and feedback; the only module that knows sqlite3."""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

NAME = "bronwijzer.db"
SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, digest BLOB NOT NULL,
    made TEXT NOT NULL, revoked TEXT);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS ended_sessions (id TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS feedback (
    id TEXT PRIMARY KEY, kept TEXT NOT NULL, entry TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS feedback_kept ON feedback (kept);
"""
# What was deleted is overwritten; what was committed outlives a kill and a power cut.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "busy_timeout = 10000")

Value = str | bytes | float | None
Row = tuple[Value, ...]


class DataUnusable(Exception):
    """The folder of keys and feedback can't be read or written; the message says why."""


class Database:
    """Every statement is committed when `run` returns. Threads and processes may share the file."""

    def __init__(self, folder: Path) -> None:
        """Raises DataUnusable."""
        self.path = folder / NAME
        self._one_at_a_time = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False
            )
            for pragma in reversed(PRAGMAS):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise DataUnusable(
                f"{self.path} can't be used ({error}); check BRONWIJZER_DATA, or put back a backup"
            ) from error

    def run(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows that the statement gives. Raises DataUnusable."""
        try:
            with self._one_at_a_time:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise DataUnusable(f"{self.path}: {error}; check the disk") from error

    def forget(self) -> None:
        """Leaves nothing of deleted rows in the log that SQLite keeps beside the file."""
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """A whole copy, consistent while others write."""
        target = sqlite3.connect(path)
        try:
            with self._one_at_a_time:
                self._connection.backup(target)
        finally:
            target.close()

    def close(self) -> None:
        with self._one_at_a_time:
            self._connection.close()
