"""The made claims that the verifier is measured on: true and altered, each with its quotes."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.gold import BadGold, Evidence, Language, Split, read_rows

Kind = Literal[
    "verbatim",
    "paraphrase",
    "number",
    "negation",
    "name",
    "invented",
    "modality",
    "quantifier",
    "direction",
    "roles",
]
TRUE: tuple[Kind, ...] = ("verbatim", "paraphrase")


class MadeClaim(BaseModel):
    """A claim that `quotes` prove, or that differs from one they prove in the one way that `kind`
    names. Claims about one section are all in one split."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    claim: str = Field(min_length=8)
    language: Language
    kind: Kind
    made: Literal["hand", "rule"]
    split: Split
    quotes: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def is_true(self) -> bool:
        return self.kind in TRUE


def read_claims(path: Path) -> list[MadeClaim]:
    """Raises BadGold for an unusable line or a double id."""
    claims = read_rows(path, MadeClaim)
    if len({claim.id for claim in claims}) < len(claims):
        raise BadGold(f"{path}: an id occurs twice; give every claim its own")
    return claims
