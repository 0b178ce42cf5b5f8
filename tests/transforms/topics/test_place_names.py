"""The name of a place says nothing of the matter, although a word of it would elsewhere."""

import pytest

from transforms.regions import Gazetteer
from transforms.topics import load_lexicon
from transforms.topics.labels import topics_of
from transforms.topics.matching import Part
from transforms.topics.scoring import read

# Places that do say what an article is about, and names that mean as much else as the place.
TELLING = {
    "Borobudur",
    "Labuan Bajo",
    "Raja Ampat",
    "Kabupaten Raja Ampat",
    "Danau Sentarum",
    "Pelabuhan Kijing",
}
TELLING |= {"Pantai Mutun", "Batu Bara", "Lamut", "OKI", "OKU"}
_USUAL = 2.0


def test_no_name_of_the_gazetteer_speaks_for_a_topic() -> None:
    lexicon = load_lexicon()
    names = sorted({name for region in Gazetteer.load() for name in names_of(region)} - TELLING)
    met = read(lexicon, Part.of_list([None] * len(names)), Part.of_list(names)).met
    speaking = {
        name
        for name, first, behind in zip(names, met.offsets, met.offsets[1:], strict=False)
        for sense in met.sense[first:behind]
        for topic, weight in lexicon.matcher.senses[sense].weights
        if topic < len(lexicon.topics) and weight >= _USUAL
    }
    assert not speaking, "transforms/topics/place_names.yaml lacks these"


@pytest.mark.parametrize(
    ("headline", "body", "unwanted"),
    [
        (
            "Bupati Mandailing Natal Lantik Camat",
            "Bupati Mandailing Natal melantik lima camat.",
            "medtop:12000000",
        ),
        ("Warga Tulang Bawang Antre", "Warga Tulang Bawang antre di kantor camat.", "medtop:20000210"),
        ("Kebakaran di Duren Sawit", "Api membakar tiga rumah di Duren Sawit.", "medtop:20000210"),
        ("Rapat di Tanah Bumbu", "Pemkab Tanah Bumbu menggelar rapat.", "medtop:10000000"),
    ],
)
def test_an_article_from_there_is_about_its_own_matter(headline: str, body: str, unwanted: str) -> None:
    codes = {label.code for label in topics_of(headline, body, load_lexicon())}
    assert codes
    assert unwanted not in codes


def names_of(region) -> list[str]:
    return [region.name, *region.names, *region.places, *([region.seat] if region.seat else [])]
