from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from crawlers.reading.authors import clean_names, read_authors
from crawlers.reading.head import read_head
from crawlers.reading.headline import site_names

CASES = yaml.safe_load(Path(__file__).with_name("authors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["texts"][0])
def test_names_of_a_byline(case: dict[str, list[str]]) -> None:
    assert clean_names(case["texts"], {"kabarkalteng"}) == case["names"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<script type="application/ld+json">{"@type":"Article","author":['
            '{"@type":"Person","name":"Siti A."},{"@type":"Organization","name":"Antar Kabar"}]}</script>',
            ["Siti A"],
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"}},'
            '{"@type":"Person","@id":"#p","name":"Yansen Duwel"}]}</script>',
            ["Yansen Duwel"],
        ),
        (
            '<script type="application/ld+json">{"@type":"Article","author":{"givenName":"Yansen",'
            '"familyName":"Duwel"}}</script>',
            ["Yansen Duwel"],
        ),
        (
            '<meta property="article:author" content="https://fb.example/x">'
            '<meta name="author" content="Dewi L">',
            ["Dewi L"],
        ),
        ('<a rel="author" href="/a">Dewi Lestari</a>', ["Dewi Lestari"]),
        ('<div class="post-meta"><a href="/author/dewi/">Dewi Lestari</a></div>', ["Dewi Lestari"]),
        ('<div class="author">' + "Dewi menulis tentang sungai dan hutan. " * 9 + "</div>", []),
    ],
)
def test_authors_of_a_page(html: str, expected: list[str]) -> None:
    tree = LexborHTMLParser(html)
    head = read_head(tree, "https://kabar.example/a")
    assert read_authors(tree, head, site_names(head))[0] == expected
