"""What a split promises: which sections of the documents serve tuning, and which reporting.

A question counts for the sections in which the first quote of each of its facts stands: there it
was written from. Alternative quotes elsewhere don't count: with them nearly all questions are
linked. The committed split is data (evals/second-reading.md says how it was found); what holds of
it is tested beside the reports.
"""

from collections.abc import Mapping, Set

from evals.gold import Split

Sections = Mapping[str, Set[str]]


def sections_of(split: Split, assigned: Mapping[str, Split], sections: Sections) -> set[str]:
    """Sections of the first quotes of all questions in `split`."""
    return {section for id in assigned if assigned[id] == split for section in sections[id]}


def shared_sections(sections: Sections, assigned: Mapping[str, Split]) -> set[str]:
    """Sections that serve both splits: empty if no first quotes of dev and test share one."""
    return sections_of("dev", assigned, sections) & sections_of("test", assigned, sections)


def straddlers(sections: Sections, assigned: Mapping[str, Split]) -> list[str]:
    """Ids of the questions with a first quote in a section that serves both splits."""
    shared = shared_sections(sections, assigned)
    return [id for id in assigned if sections[id] & shared]
