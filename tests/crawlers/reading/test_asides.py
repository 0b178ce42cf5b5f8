from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading import SourceRules, read_page
from crawlers.reading.asides import MOST, MOST_CHARACTERS, Aside

CAPTURED = datetime(2025, 11, 4, tzinfo=UTC)
PARAGRAPHS = [
    f"<p>Warga kampung {name} menyambut jembatan baru itu dan menyeberang bersama anak-anak mereka.</p>"
    for name in ("Suja", "Kujan", "Bakonsu", "Tapin", "Sekoban", "Penopa", "Melata", "Karang")
]


def asides_of(amid: str, after: str = "", *, rules: SourceRules | None = None) -> tuple[Aside, ...]:
    body = "".join([*PARAGRAPHS[:3], amid, *PARAGRAPHS[3:], after])
    page = (
        "<title>Jembatan Baru Dibuka</title><h1>Jembatan Baru Dibuka</h1>"
        f'<div class="entry-content">{body}</div><div class="sidebar"><a href="/x">Kabar lain</a></div>'
    )
    reading = read_page(page, "https://kabar.example/jembatan", CAPTURED, rules=rules)
    assert len(reading.article_body.split("\n\n")) == len(PARAGRAPHS)
    return reading.asides


def test_each_piece_says_what_it_is_and_which_rule_left_it_out() -> None:
    amid = """<figure><img src="a.jpg"><figcaption>Anak-anak di atas jembatan.</figcaption></figure>
    <div class="related-box"><h4>Baca Juga</h4><ul><li><a href="#">Harga Karet Naik Lagi</a></li></ul></div>
    <p><a href="#">Feri Lama Berhenti Beroperasi</a></p>
    <div class="share-buttons"><a href="#">Facebook</a></div>"""
    assert asides_of(amid) == (
        Aside("markup/caption", "caption", "Anak-anak di atas jembatan."),
        Aside("markup/related_link", "related_link", "Baca Juga"),
        Aside("markup/related_link", "related_link", "Harga Karet Naik Lagi", "Harga Karet Naik Lagi"),
        Aside(
            "markup/link", "related_link", "Feri Lama Berhenti Beroperasi", "Feri Lama Berhenti Beroperasi"
        ),
        Aside("markup/share_widget", "share_widget", "Facebook"),
    )


def test_what_stands_below_belongs_to_it_only_within_its_own_element() -> None:
    (tags,) = asides_of(
        "", '<div class="post-tags">Tag: jembatan</div><div id="comments">Bagus sekali!</div>'
    )
    assert (tags.kind, tags.text) == ("tags", "Tag: jembatan")


def test_a_pull_quote_is_not_kept_twice() -> None:
    quote = PARAGRAPHS[5].replace("p>", "blockquote>")
    assert asides_of(f'<div class="pullquote">{quote}</div>') == ()


def test_a_body_that_its_source_names_keeps_its_asides() -> None:
    (link,) = asides_of('<p><a href="#">Feri Lama Berhenti</a></p>', rules=SourceRules(body=".entry-content"))
    assert link.rule == "markup/link"


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 200), st.integers(1, 1_500))
def test_menus_do_not_swell_what_is_kept(links: int, length: int) -> None:
    asides = asides_of(
        "".join(f'<p class="menu"><a href="#">{n} {"a" * length}</a></p>' for n in range(links))
    )
    assert len(asides) <= MOST
    assert sum(len(aside.text) for aside in asides) <= MOST_CHARACTERS
