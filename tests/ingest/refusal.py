"""Reading what may be refused: a refusal names the file and says what to do."""

from pathlib import Path

from corpus.document import Document, StoredText
from ingest.readers.text import UnreadableFile
from ingest.report import read_report


def read_or_refuse(path: Path) -> StoredText | None:
    """None where the file is refused as it should be."""
    try:
        return read_report(Document("a", "A", path.name, ""), path)
    except UnreadableFile as error:
        assert str(error) == f"{path.name}: {error.reason}; {error.remedy}"
        assert error.reason and error.remedy
        return None
