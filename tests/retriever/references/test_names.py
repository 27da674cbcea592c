"""Authors become names: persons can be turned round, organisations never are."""

import pytest

from retriever.references.names import Name, Organisation, Person, read_name


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Susan van Klaveren", Person("Klaveren", "Susan", "van")),
        ("Jan-Willem van den Berg", Person("Berg", "Jan-Willem", "van den")),
        ("J. van 't Hof", Person("Hof", "J.", "van 't")),
        ("Van den Berg", Person("Berg", "", "van den")),
        ("Guy Van den Berg", Person("Van den Berg", "Guy")),
        ("Berg, Jan van den", Person("Berg", "Jan", "van den")),
        ("van den Berg, Jan", Person("Berg", "Jan", "van den")),
        ("Dr. Ann Meijer", Person("Meijer", "Ann")),
        ("A. Meijer", Person("Meijer", "A.")),
        ("P. Utrecht", Person("Utrecht", "P.")),
        ("Movisie", Organisation("Movisie")),
        ("U16-gemeenten", Organisation("U16-gemeenten")),
        ("Hogeschool Utrecht", Organisation("Hogeschool Utrecht")),
        ("Kenniscentrum Sociale Innovatie", Organisation("Kenniscentrum Sociale Innovatie")),
        ("Lister Utrecht", Organisation("Lister Utrecht")),
        ("GGD Regio", Organisation("GGD Regio")),
        ("Aedes en Valente", Organisation("Aedes en Valente")),
        (
            "Ministerie van Volksgezondheid, Welzijn en Sport",
            Organisation("Ministerie van Volksgezondheid, Welzijn en Sport"),
        ),
    ],
)
def test_a_name_is_read_as_it_is_meant(author: str, name: Name) -> None:
    assert read_name(author) == name


def test_who_publishes_is_an_organisation() -> None:
    assert read_name("De Tussenvoorziening") == Person("Tussenvoorziening", "", "de")
    publisher = "De Tussenvoorziening en Lister"
    assert read_name("De Tussenvoorziening", publisher) == Organisation("De Tussenvoorziening")
