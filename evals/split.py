"""Which questions tune and which report: no section of a document serves both."""

from collections import Counter
from collections.abc import Mapping, Set

from evals.gold import Split

SPLITS: tuple[Split, Split] = ("dev", "test")
Sections = Mapping[str, Set[str]]


def assign_splits(sections: Sections, strata: Mapping[str, str]) -> dict[str, Split]:
    """Half of every stratum to each split. `sections` are those that a question was written from:
    where the first quote of each of its facts stands. Questions that share one, directly or through
    others, go to the same split. Alternative quotes elsewhere don't count: with them nearly all
    questions are linked."""
    assigned: dict[str, Split] = {}
    filled: dict[Split, Counter[str]] = {split: Counter() for split in SPLITS}
    for group in linked(sections):
        wanted = Counter(strata[id] for id in group)
        split = min(SPLITS, key=lambda split: sum(filled[split][s] * wanted[s] for s in wanted))
        filled[split].update(wanted)
        assigned |= dict.fromkeys(group, split)
    return assigned


def assign_to_majority(sections: Sections, assigned: Mapping[str, Split]) -> dict[str, Split]:
    """Splits of questions over several reports: where most of their sections are already."""
    return {
        id: max(SPLITS, key=lambda split: len(own & sections_of(split, assigned, sections)))
        for id, own in sections.items()
        if id not in assigned
    }


def sections_of(split: Split, assigned: Mapping[str, Split], sections: Sections) -> set[str]:
    return {section for id in assigned if assigned[id] == split for section in sections[id]}


def linked(sections: Sections) -> list[list[str]]:
    """Groups of questions that are linked through sections, largest first."""
    groups: list[tuple[set[str], set[str]]] = []
    for id, own in sections.items():
        touched = [group for group in groups if group[1] & own]
        groups = [group for group in groups if not group[1] & own]
        ids = {id}.union(*(group[0] for group in touched))
        groups.append((ids, set(own).union(*(group[1] for group in touched))))
    return sorted((sorted(ids) for ids, _ in groups), key=lambda ids: (-len(ids), ids))


def shared_sections(sections: Sections, assigned: Mapping[str, Split]) -> set[str]:
    """Sections that serve both splits: empty if the promise holds."""
    dev, test = (sections_of(split, assigned, sections) for split in SPLITS)
    return dev & test
