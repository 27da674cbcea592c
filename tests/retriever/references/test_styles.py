"""Citations and lists as the styles want them, for the five reports and for awkward ones."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.catalogue import read_catalogue
from corpus.document import Document
from retriever.question import Language
from retriever.references.engine import Referred, Rendered, render
from retriever.references.places import Place
from retriever.references.rich import Run, plain
from retriever.references.styles import UnknownStyle
from retriever.references.work import Work, work_of

ROOT = Path(__file__).parents[3]
REPORTS = [work_of(document) for document in read_catalogue(ROOT / "corpus").values()]
SECTION = Place("section", "2.4, “Time out”")
KLAVEREN_TITLE = (
    "Zelfstandig wonen na beschermd wonen of opvang: samenvatting van het experiment Weer thuis "
    "in de wijk"
)
OVERKAMP_PUBLISHER = "Movisie en Kenniscentrum Sociale Innovatie van Hogeschool Utrecht"
QUICK_SCAN_TITLE = (
    "Tussenrapportage quick scan T0, leer- en reflectietraject van beschermd wonen naar beschermd "
    "thuis U16"
)


def made(id: str, title: str, *authors: str, publisher: str = "", year: int | None = None) -> Work:
    return work_of(
        Document(id, title, "file", "0" * 64, authors=authors, publisher=publisher, year=year)
    )


def listed(works: Sequence[Work], style: str, language: Language = "nl") -> list[str]:
    return [plain(entry) for _, entry in render(works, [], style, language).entries]


def marks(rendered: Rendered) -> list[str]:
    return [plain(mark) for mark in rendered.marks]


def test_the_five_reports_in_dutch_apa_sort_by_surname() -> None:
    assert listed(REPORTS, "apa") == [
        "Baas, I. (2025). Verdiepende studie naar de sociale basis in Utrecht. Hogeschool Utrecht.",
        f"Hogeschool Utrecht & Movisie. (2020). {QUICK_SCAN_TITLE}.",
        f"Klaveren, S. van, Triest, N. van, & Meijer, A. (2018). {KLAVEREN_TITLE}. Platform31.",
        "Overkamp, E., Scheijmans, I., & Kuiper, C. (2021). Bouwen aan een thuis: geleerde lessen "
        f"uit de pilots van de U16. {OVERKAMP_PUBLISHER}.",
        "U16-gemeenten. (2017). Regionale koers maatschappelijke opvang en beschermd wonen U16.",
    ]


def test_in_english_a_particle_goes_first() -> None:
    assert listed(REPORTS, "apa", "en")[-1] == (
        f"van Klaveren, S., van Triest, N., & Meijer, A. (2018). {KLAVEREN_TITLE}. Platform31."
    )


def test_chicago_writes_given_names_in_full() -> None:
    assert listed(REPORTS, "chicago")[2] == (
        f"Klaveren, Susan van, Netty van Triest, en Ann Meijer. 2018. {KLAVEREN_TITLE}. Platform31."
    )


def test_vancouver_numbers_in_order_and_names_the_town() -> None:
    assert listed(REPORTS, "vancouver", "en")[:2] == [
        "1. U16-gemeenten. Regionale koers maatschappelijke opvang en beschermd wonen U16. 2017.",
        f"2. van Klaveren S, van Triest N, Meijer A. {KLAVEREN_TITLE}. Den Haag: Platform31; 2018.",
    ]


def test_a_title_is_italic_and_nothing_else_is() -> None:
    entry = dict(render(REPORTS, [], "apa", "nl").entries)["regionale-koers-2017"]
    title = "Regionale koers maatschappelijke opvang en beschermd wonen U16"
    assert entry == (Run("U16-gemeenten. (2017). "), Run(title, italic=True), Run("."))


@pytest.mark.parametrize(
    ("style", "language", "mark"),
    [
        ("apa", "nl", "(Van Klaveren et al., 2018, paragraaf 2.4, “Time out”)"),
        ("apa", "en", "(van Klaveren et al., 2018, Section 2.4, “Time out”)"),
        ("chicago", "nl", "(Van Klaveren e.a. 2018, par. 2.4, “Time out”)"),
        (
            "harvard-cite-them-right",
            "nl",
            "(Van Klaveren, Van Triest en Meijer, 2018, par. 2.4, “Time out”)",
        ),
        ("ieee", "en", "[1, Sec. 2.4, “Time out”]"),
    ],
)
def test_a_citation_has_its_section(style: str, language: Language, mark: str) -> None:
    work = REPORTS[1]
    assert marks(render([work], [Referred(work.id, SECTION)], style, language)) == [mark]


def test_a_citation_has_its_pages_or_chapter() -> None:
    cited = [
        Referred("regionale-koers-2017", Place("page", "17")),
        Referred("regionale-koers-2017", Place("page", "17-18")),
        Referred("regionale-koers-2017", Place("chapter", "5, “Inleiding”")),
    ]
    assert marks(render(REPORTS[:1], cited, "apa", "nl")) == [
        "(U16-gemeenten, 2017, p. 17)",
        "(U16-gemeenten, 2017, pp. 17–18)",
        "(U16-gemeenten, 2017, hoofdstuk 5, “Inleiding”)",
    ]


@pytest.mark.parametrize(("language", "undated"), [("nl", "z.d."), ("en", "n.d.")])
def test_without_author_and_year_the_title_goes_first_and_nothing_is_invented(
    language: Language, undated: str
) -> None:
    rendered = render([made("a", "Wonen & <i>wijken</i>?")], [Referred("a")], "apa", language)
    assert plain(rendered.entries[0][1]) == f"Wonen & <i>wijken</i>? ({undated})."
    assert marks(rendered) == [f"(Wonen & <i>wijken</i>?, {undated})"]


def test_a_work_without_author_is_sorted_by_its_title() -> None:
    works = [made("u", "Utrecht"), made("m", "Nota", "Movisie"), made("a", "Almere")]
    assert listed(works, "apa") == ["Almere. (z.d.).", "Movisie. (z.d.). Nota.", "Utrecht. (z.d.)."]


def test_works_of_one_author_and_year_are_told_apart() -> None:
    works = [made(id, title, "Movisie", year=2020) for id, title in (("a", "Werk"), ("b", "Thuis"))]
    works += [made("c", "Oud", "Aedes"), made("d", "Nieuw", "Aedes")]
    assert listed(works, "apa") == [
        "Aedes. (z.d.-a). Nieuw.",
        "Aedes. (z.d.-b). Oud.",
        "Movisie. (2020a). Thuis.",
        "Movisie. (2020b). Werk.",
    ]
    assert marks(render(works, [Referred("a")], "apa", "nl")) == ["(Movisie, 2020b)"]


def test_the_apa_names_a_publisher_that_is_the_author_once() -> None:
    work = made("a", "Nota", "Movisie", publisher="Movisie", year=2020)
    assert listed([work], "apa") == ["Movisie. (2020). Nota."]
    assert listed([work], "chicago") == ["Movisie. 2020. Nota. Movisie."]


@pytest.mark.parametrize("style", ["appa", "", "../styles/apa", "APA"])
def test_an_unknown_style_is_named_with_a_remedy(style: str) -> None:
    with pytest.raises(UnknownStyle, match=f"no style '{style}'; choose .*apa.*vancouver"):
        render(REPORTS, [], style, "nl")


OTHER_STYLES = """nature-digest modern-language-association leidraad-voor-juridische-auteurs oscola
chicago-notes-bibliography american-medical-association bmj springer-basic-note""".split()


@pytest.mark.parametrize("style", OTHER_STYLES)
def test_other_styles_say_each_title_once_and_leave_no_mark_of_ours(style: str) -> None:
    works = [*REPORTS, made("a", "Zonder auteur?"), made("b", "Zonder jaar", "Jan de Boer")]
    rendered = render(works, [Referred(work.id, SECTION) for work in works], style, "nl")
    titles = {work.id: work.title for work in works}
    assert len(rendered.marks) == len(works)
    for id, entry in rendered.entries:
        assert plain(entry).count(titles[id]) == 1
    texts = [plain(text) for text in (*rendered.marks, *(text for _, text in rendered.entries))]
    assert not [char for text in texts for char in text if "\ue000" <= char <= "\uf8ff"]
