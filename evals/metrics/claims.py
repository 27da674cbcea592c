"""How often claims are accepted that are true, and that were altered."""

from collections.abc import Mapping, Sequence

from evals.claims import MadeClaim
from retriever.answer import Verdict

LANGUAGES, SPLITS = ("nl", "en"), ("dev", "test")


def accepted(claim: MadeClaim, verdict: Verdict) -> bool:
    """A verbatim claim is accepted only as verbatim."""
    return verdict == "verbatim" if claim.kind == "verbatim" else verdict != "unsupported"


def share_accepted(
    claims: Sequence[MadeClaim], verdicts: Mapping[str, Verdict], want: Mapping[str, str]
) -> float | None:
    """Of the claims that have the values `want` for their fields; None where there are none."""
    chosen = [c for c in claims if all(getattr(c, name) == want[name] for name in want)]
    return _share([accepted(claim, verdicts[claim.id]) for claim in chosen])


def claim_scores(
    claims: Sequence[MadeClaim], verdicts: Mapping[str, Verdict]
) -> dict[str, float | None]:
    """What the gate looks at, on each half: verbatim claims and true paraphrases that are accepted,
    and altered claims that are refused."""
    scores: dict[str, float | None] = {}
    for split in SPLITS:
        own = [claim for claim in claims if claim.split == split]
        altered = [accepted(claim, verdicts[claim.id]) for claim in own if not claim.is_true]
        scores |= {
            f"verbatim, {split}": share_accepted(own, verdicts, {"kind": "verbatim"}),
            f"paraphrases, {split}": share_accepted(own, verdicts, {"kind": "paraphrase"}),
            f"altered refused, {split}": _share([not one for one in altered]),
        }
    return scores


def by_kind(
    claims: Sequence[MadeClaim], verdicts: Mapping[str, Verdict]
) -> dict[str, dict[str, float | None]]:
    """Share accepted by kind, and within it by language and half ("nl, test")."""
    kinds = dict.fromkeys(claim.kind for claim in claims)
    return {
        kind: {
            f"{language}, {split}": share_accepted(
                claims, verdicts, {"kind": kind, "language": language, "split": split}
            )
            for language in LANGUAGES
            for split in SPLITS
        }
        for kind in kinds
    }


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
