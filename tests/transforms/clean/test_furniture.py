"""What is learned as a site's furniture, and what is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.clean import learn_furniture, paragraph_digest

REPORT = (
    "Laporan nomor {0} tentang panen padi di desa {0} yang dihadiri bupati, camat, dan para petani setempat."
)
PROMPT = "Kabar Kota hadir setiap hari di genggaman Anda"
BACKGROUND = (
    "Seperti diketahui, majelis itu menjatuhkan sanksi berat kepada hakim terlapor dalam sidang pada Selasa."
)


def pages(*blocks: str, of: int, on: int) -> list[tuple[str, str, str]]:
    """Make `of` pages with a report each; the first `on` of them hold `blocks` too."""
    words = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "nol"]
    spelt = [" ".join(words[int(digit)] for digit in str(number)) for number in range(of)]
    return [
        ("kota", str(at), "\n\n".join([REPORT.format(name), *(blocks if at < on else ())]))
        for at, name in enumerate(spelt)
    ]


def test_learns_a_line_that_many_pages_repeat() -> None:
    assert learn_furniture(pages(PROMPT, of=100, on=6)) == {"kota": [(PROMPT, 6)]}


def test_needs_pages_and_share() -> None:
    assert learn_furniture(pages(PROMPT, of=10, on=4)) == {}
    assert learn_furniture(pages(PROMPT, of=400, on=11)) == {}


def test_prose_needs_more_than_a_line() -> None:
    assert learn_furniture(pages(BACKGROUND, of=60, on=9)) == {}
    assert learn_furniture(pages(BACKGROUND, of=100, on=15)) == {}
    assert [block for block, _ in learn_furniture(pages(BACKGROUND, of=60, on=30))["kota"]] == [BACKGROUND]


def test_a_report_that_comes_again_is_no_furniture() -> None:
    assert learn_furniture([("kota", str(at), PROMPT) for at in range(50)]) == {}


def test_counts_an_article_once() -> None:
    assert learn_furniture(pages(PROMPT, of=4, on=4) * 5) == {}


def test_digits_and_case_do_not_tell_blocks_apart() -> None:
    assert paragraph_digest("Dibaca 87 kali") == paragraph_digest("DIBACA  1204 kali")
    assert paragraph_digest("Dibaca kali") != paragraph_digest("Dibaca 87 kali")


@settings(deadline=None, max_examples=25)
@given(st.permutations(pages(PROMPT, "Dibaca 12 kali", of=20, on=9)))
def test_order_does_not_matter(shuffled: list[tuple[str, str, str]]) -> None:
    assert learn_furniture(shuffled) == learn_furniture(pages(PROMPT, "Dibaca 12 kali", of=20, on=9))
