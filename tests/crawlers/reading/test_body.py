"""What one trait of a page does to its body."""

from datetime import UTC, datetime

import pytest

from crawlers.reading import Reading, SourceRules, read_page

CAPTURED = datetime(2025, 11, 4, tzinfo=UTC)
FIRST = (
    "Pemerintah Kota Singkawang menutup sementara ruas Jalan Diponegoro karena perbaikan gorong-gorong "
    "yang ambruk diterjang banjir pada akhir pekan lalu."
)
SECOND = (
    "Kepala Dinas Perhubungan menyebut pengalihan arus berlaku selama dua minggu dan petugas disiagakan di "
    "empat persimpangan untuk membantu pengendara."
)
THIRD = (
    "Warga diminta menghindari kawasan itu pada jam sibuk, terutama pagi hari ketika anak-anak berangkat ke "
    "sekolah dan para pedagang membuka lapak mereka."
)
FOURTH = (
    "Pekerjaan ditargetkan rampung sebelum perayaan Cap Go Meh, ketika puluhan ribu orang datang ke kota itu."
)
BODY = "\n\n".join([FIRST, SECOND, THIRD, FOURTH])


def _read(inner: str, head: str = "") -> Reading:
    html = f"<head><title>Jalan Ditutup</title>{head}</head><body><h1>Jalan Ditutup</h1><div>{inner}</div>"
    return read_page(html, "https://kabar.example/jalan-ditutup", CAPTURED)


def _paragraphs(*extra: str) -> str:
    texts = [FIRST, SECOND, *extra, THIRD, FOURTH]
    return "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "furniture",
    [
        '<p><strong>Baca Juga:</strong> <a href="/x">Wali Kota Tinjau Pasar Beringin</a></p>',
        '<div class="sharedaddy"><p>Bagikan artikel ini kepada teman dan keluarga Anda.</p></div>',
        '<div id="related"><h3><a href="/x">Wali Kota Tinjau Pasar</a></h3><p>Ia menyapa pedagang.</p></div>',
        '<figure><img src="a.jpg"><figcaption>Petugas mengatur lalu lintas, Senin.</figcaption></figure>',
        '<div><img src="a.jpg">Petugas mengatur lalu lintas di simpang empat, Senin pagi.</div>',
        '<div style="display: none">Langganan sekarang untuk membaca berita tanpa iklan setiap hari.</div>',
        "<aside><p>Daftar buletin pagi kami dan dapatkan kabar terbaru setiap hari kerja.</p></aside>",
        "<script>var iklan = 1;</script><noscript>Aktifkan JavaScript.</noscript>",
        '<blockquote class="pullquote">Warga diminta menghindari kawasan itu pada jam sibuk</blockquote>',
        '<ul><li><a href="/1">Harga Cabai Naik di Pasar</a></li><li><a href="/2">Listrik Padam</a></li></ul>',
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    assert _read(_paragraphs(furniture)).article_body == BODY


LONG_REMARK = "Saya tinggal di tepi jalan itu dan setiap hari melihat pengendara terjebak di sana. " * 4
REMARKS = f"<ol><li>{LONG_REMARK}</li><li>Benar, {LONG_REMARK}</li><li>Setuju, {LONG_REMARK}</li></ol>"


@pytest.mark.parametrize(
    "below",
    [
        f"<div class='x1'><h3>3 tanggapan</h3>{REMARKS}</div>",
        f"<div class='x1'><div><h4>Komentar (3)</h4></div>{REMARKS}</div>",
        f"<h3>3 Responses to “Jalan Ditutup”</h3>{REMARKS}",
        f"<div class='x1'><p>Artikel ini khusus untuk pelanggan.</p><p>{LONG_REMARK}</p></div>",
        "<p>Subscribe to continue reading this story and all others for a month.</p>",
    ],
)
def test_what_the_page_announces_as_comments_or_a_wall_is_left_out(below: str) -> None:
    assert _read(_paragraphs() + below).article_body == BODY


@pytest.mark.parametrize(
    "inner",
    [
        f"<h2>Komentar Wali Kota</h2><p>{SECOND}</p>",
        f"<h2>Tanggapan warga</h2><p>{SECOND}</p>",
        f"<p>Already a subscriber to the scheme, he said, the shop pays nothing.</p><p>{SECOND}</p>",
    ],
)
def test_headings_that_only_speak_of_comments_announce_none(inner: str) -> None:
    assert SECOND in _read(f"<p>{FIRST}</p>{inner}<p>{THIRD}</p><p>{FOURTH}</p>").article_body


def test_a_count_of_comments_above_the_text_announces_none() -> None:
    inner = f"<div><h4>3 Komentar</h4><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>"
    assert BODY in _read(inner).article_body


def test_a_selector_that_names_parts_of_what_it_names_reads_them_once() -> None:
    inner = f"{_paragraphs()}<div class='isi'><p>{LONG_REMARK}</p></div>"
    html = f"<h1>Jalan Ditutup</h1><div class='isi'>{inner}</div>"
    reading = read_page(html, "https://kabar.example/a", CAPTURED, rules=SourceRules(body=".isi"))
    assert reading.article_body == f"{BODY}\n\n{LONG_REMARK.strip()}"


def test_a_sentence_that_is_nearly_all_link_is_kept() -> None:
    sentence = "Dinas itu juga <a href='/x'>menutup dua jembatan di hulu sungai</a>."
    plain = "Dinas itu juga menutup dua jembatan di hulu sungai."
    assert plain in _read(_paragraphs(f"<p>{sentence}</p>")).article_body
    pointer = "<p>Lihat juga: <a href='/x'>Dua jembatan di hulu sungai ditutup.</a></p>"
    assert _read(_paragraphs(pointer)).article_body == BODY


def test_inline_elements_neither_glue_nor_split_words() -> None:
    text = (
        FIRST.replace("menutup", "me<b>nu</b>tup")
        .replace("ruas Jalan", "ruas<i> </i>Jalan")
        .replace("karena", "ka\xadrena")
    )
    assert _read(f"<p>{text}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p>").article_body == BODY


def test_double_breaks_split_paragraphs() -> None:
    assert _read(f"{FIRST}<br><br/>{SECOND}<br>\n<br>{THIRD}<br> <br>{FOURTH}").article_body == BODY


def test_single_breaks_split_whole_sentences() -> None:
    assert _read(f"{FIRST}<br>{SECOND}<br>{THIRD}<br>{FOURTH}").article_body == BODY


def test_the_standfirst_belongs_to_the_body() -> None:
    lead = "Arus kendaraan dialihkan ke Jalan Yos Sudarso hingga pekan depan"
    html = f"<h1>Jalan Ditutup</h1><p class='lead'>{lead}</p><div class='entry-content'>{_paragraphs()}</div>"
    reading = read_page(html, "https://kabar.example/a", CAPTURED)
    assert reading.article_body == f"{lead}\n\n{BODY}"


def test_declared_body_tells_promotion_from_text() -> None:
    promotion = "Dapatkan kabar pilihan kami setiap pagi langsung di gawai Anda tanpa biaya apa pun."
    declared = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{BODY}"}}</script>'
    declared = declared.replace("\n", " ")
    assert promotion in _read(_paragraphs(promotion)).article_body
    assert _read(_paragraphs(promotion), declared).article_body == BODY


def test_a_declared_body_that_the_page_does_not_show_is_not_believed() -> None:
    declared = (
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + "Lain sama sekali. " * 60
    )
    assert _read(_paragraphs(), declared + '"}</script>').article_body == BODY


@pytest.mark.parametrize(
    "inner", ["", "<p>Halaman tidak ditemukan.</p>", '<a href="/">Beranda</a> <a href="/d">Daerah</a>' * 30]
)
def test_a_page_without_article_has_no_body(inner: str) -> None:
    assert len(_read(inner).article_body) < 30


def test_whole_posts_one_below_the_other_are_no_article() -> None:
    texts = _paragraphs().replace("</p>", " (#)</p>")
    post = f"<div class='post hentry'><h3><a href='/#'>Kabar #</a></h3>{texts}</div>"
    posts = "".join(post.replace("#", str(i)) for i in range(4))
    html = f"<title>Suara Dayak</title><div class='blog-posts'>{posts}</div>"
    assert read_page(html, "https://suaradayak.example/", CAPTURED).article_body == ""
    assert read_page(html, "https://suaradayak.example/search/label/Daerah", CAPTURED).article_body == ""
    assert read_page(html, "https://suaradayak.example/2025/02/a.html", CAPTURED).article_body
