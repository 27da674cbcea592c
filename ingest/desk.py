"""Where files that are offered are copied and read, before anything of the corpus changes."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import DOCUMENTS, BadCatalogue, outline_path
from corpus.document import Document, StoredText
from corpus.entries import with_entries
from ingest.apart import ReaderApart
from ingest.offer import (
    Offer,
    described,
    entry_of,
    id_from,
    stored_name,
    unknown_of,
)
from ingest.outline import BadOutline
from ingest.passages import cut_passages
from ingest.pipeline import Fate
from ingest.readers.text import UnreadableFile

NO_FILE = "name a file that can be read"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was read, under the entry that it gets; what is not known of it is `asked`."""

    document: Document
    path: Path
    text: StoredText
    asked: tuple[str, ...]


class Desk:
    """Takes files one by one; `fates` are those that bring nothing in."""

    def __init__(
        self, corpus: Path, known: Mapping[str, Document], reader: ReaderApart, folder: Path
    ) -> None:
        """`folder` takes the copies: what is read is what goes in, whatever becomes of the file."""
        self._corpus, self._reader, self._folder = corpus, reader, folder
        self._known, self._received = dict(known), 0
        self.accepted: dict[str, Accepted] = {}
        self.fates: list[Fate] = []

    def receive(self, offer: Offer) -> None:
        try:
            path = self._copied(offer)
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            id, before = self._placed(offer, sha256)
            if before and before.sha256 == sha256 and described(before, offer.details) == before:
                self.fates.append(Fate(id, "unchanged"))
                return
            taken = self._read(offer, path, id, sha256, before)
        except (UnreadableFile, BadOutline, BadCatalogue) as error:
            self.fates.append(Fate(offer.file_name, "failed", problem=str(error)))
            return
        self.accepted[id] = taken
        self._known[id] = taken.document

    def _copied(self, offer: Offer) -> Path:
        """Raises UnreadableFile for what is no file: a folder, or a name with a null byte."""
        self._received += 1
        path = self._folder / str(self._received) / offer.file_name
        path.parent.mkdir()
        if not offer.path.is_file():
            raise UnreadableFile(offer.file_name, "there is no such file", NO_FILE)
        try:
            shutil.copyfile(offer.path, path)
        except OSError as error:
            raise UnreadableFile(offer.file_name, error.strerror or "", NO_FILE) from error
        return path

    def _placed(self, offer: Offer, sha256: str) -> tuple[str, Document | None]:
        """The id that the file gets, and the document that it replaces: the one that is told, or
        the one that has just this file. Raises UnreadableFile where it is another's."""
        if offer.details.id is not None:
            return offer.details.id, self._known.get(offer.details.id)
        twin = next((one for one in self._known.values() if one.sha256 == sha256), None)
        id = twin.id if twin else id_from(offer.file_name)
        if twin is None and id in self._known:
            reason = f"the id {id} is that of {self._known[id].title!r}"
            remedy = f"give the id {id} to replace that document, or another id"
            raise UnreadableFile(offer.file_name, reason, remedy)
        return id, twin

    def _read(
        self, offer: Offer, path: Path, id: str, sha256: str, before: Document | None
    ) -> Accepted:
        """Raises UnreadableFile, BadOutline, or BadCatalogue for a detail that can't be right."""
        same = before if before and before.sha256 == sha256 else None
        outline = outline_path(self._corpus, same) if same else None
        found = self._reader.look_into(id, path, outline)
        if not cut_passages(found.text):
            raise UnreadableFile(
                offer.file_name, "no sentences were found in it", "add a file with running text"
            )
        name = same.file if same else stored_name(id, offer.suffix, self._taken(offer, before))
        entry = replace(entry_of(id, offer, found.about, before), file=name, sha256=sha256)
        with_entries("", [entry])
        return Accepted(entry, path, found.text, unknown_of(entry, offer))

    def _taken(self, offer: Offer, before: Document | None) -> Callable[[str], bool]:
        """Whether a name is of a file that another document has, or that lies there unlisted."""
        others = {one.document.file for one in self.accepted.values()}

        def is_taken(name: str) -> bool:
            path = self._corpus / DOCUMENTS / name
            ours = (before is not None and before.file == name) or (
                path.exists() and path.samefile(offer.path)
            )
            return name in others or (path.exists() and not ours)

        return is_taken
