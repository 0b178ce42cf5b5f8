"""The Arrow schema of the article table that stages fill, column by column.

A row is one capture on its way to become an article. `extract` makes the row; each stage fills
the columns it answers for and keeps every row. Paragraphs of `article_body` are separated by one
blank line.
"""

import pyarrow as pa

REJECTION = pa.struct(
    [
        ("gate", pa.string()),  # the stage that refused: extract, clean, validate, …
        ("rule", pa.string()),  # the rule's id, stable over releases
        ("value", pa.string()),  # the offending value, shortened
        ("reason", pa.string()),  # what was expected and what was found, in plain words
        ("remedy", pa.string()),  # what to do about it
    ]
)

WARNING = pa.struct(
    [
        ("rule", pa.string()),  # the rule's id, stable over releases
        ("value", pa.string()),  # the value that does not hold, shortened
        ("waived", pa.bool_()),  # whether the rule refuses, and somebody has let this page pass
    ]
)

CUT = pa.struct(
    [
        ("rule", pa.string()),  # the cleaning rule that cut, e.g. "id/related_link"
        # what was cut: dateline, publisher, byline, credit, caption, related_link, share_widget,
        # navigation, advertisement, tags, copyright, end_mark, boilerplate
        ("kind", pa.string()),
        ("text", pa.string()),  # exactly what was taken out
        ("target", pa.string()),  # where it pointed: a URL or the title of the related article
    ]
)

EVIDENCE = pa.struct(
    [
        ("text", pa.string()),  # the words that matched, as they stand in the article
        ("part", pa.string()),  # headline, dateline, lead (first paragraph) or body
        ("start", pa.int32()),  # offset in characters within that part's column
    ]
)

TOPIC = pa.struct(
    [
        ("scheme", pa.string()),  # iptc (Media Topics) or uu23 (affairs of Law 23/2014)
        ("code", pa.string()),  # medtop:… for iptc, the affair's code for uu23
        ("label", pa.string()),
        ("score", pa.float32()),  # 0 to 1
        ("evidence", pa.list_(EVIDENCE)),
    ]
)

REGION = pa.struct(
    [
        ("region_code", pa.string()),  # Kemendagri: 62 a province, 62.02 a regency or city
        ("role", pa.string()),  # dateline, subject or mention
        ("mentions", pa.int32()),
        ("evidence", pa.list_(EVIDENCE)),
    ]
)

REPEAT = pa.struct(
    [
        ("article_id", pa.string()),  # the other article
        ("kind", pa.string()),  # reprint, revision or excerpt
        ("jaccard", pa.float32()),  # of word 3-shingles
        ("containment", pa.float32()),  # share of the smaller text found in the larger
    ]
)

DATE_EVIDENCE = pa.struct(
    [
        ("day", pa.date32()),  # the local day it says
        ("at", pa.timestamp("us", tz="UTC")),  # the moment, where it says one
        ("precision", pa.string()),  # second, minute, day, month or year
        ("found_by", pa.string()),  # json-ld, meta, time, url, text, feed, …
        ("time_zone", pa.string()),  # IANA name or offset as written, null where none is given
        ("text", pa.string()),  # the words or the value that were read
    ]
)

WORD = pa.struct(
    [
        ("hash", pa.uint64()),  # of the word, case and accents folded; see transforms.words
        ("start", pa.int32()),  # its first byte (UTF-8) within its own text
        ("end", pa.int32()),  # the byte behind it
    ]
)

WORDS = pa.struct([("headline", pa.list_(WORD)), ("article_body", pa.list_(WORD))])

REFERENCE = pa.struct(
    [
        ("record_id", pa.string()),  # WARC-Refers-To
        ("target_uri", pa.string()),  # WARC-Refers-To-Target-URI
        ("warc_date", pa.timestamp("us", tz="UTC")),  # WARC-Refers-To-Date
    ]
)

ARTICLE = pa.schema(
    [
        # Where it comes from (W3C PROV, ISO 28500); set by extract, never changed.
        ("record_id", pa.string()),  # WARC-Record-ID, e.g. <urn:uuid:…>
        ("target_uri", pa.string()),
        ("warc_date", pa.timestamp("us", tz="UTC")),
        ("payload_digest", pa.string()),  # sha1:BASE32, as WARC writes it
        ("warc_file", pa.string()),  # name of the file in the landing area
        ("warc_offset", pa.int64()),  # bytes from the start of that file
        # Of a revisit, the earlier capture with the same payload; such a row has a rejection until the load
        # finds that capture.
        ("refers_to", REFERENCE),
        ("batch_id", pa.string()),
        ("source", pa.string()),  # source id, or the host where no source is known
        ("code_version", pa.string()),  # version of Warta that read the capture
        # Who it is.
        ("article_id", pa.string()),  # digest of the canonical URL
        ("url", pa.string()),  # canonical URL
        # What the page says (schema.org NewsArticle); set by extract, mended by clean.
        ("headline", pa.string()),
        ("headline_from", pa.string()),  # rules, json-ld, meta, title, heading, text or first_sentence
        ("article_body", pa.string()),  # paragraphs, one blank line between them
        ("author", pa.list_(pa.string())),  # full names, from metadata or the text
        ("publisher", pa.string()),
        ("section", pa.string()),
        ("keywords", pa.list_(pa.string())),
        ("image", pa.string()),
        ("language_hint", pa.string()),  # what the page itself claims, BCP 47
        ("date_evidence", pa.list_(DATE_EVIDENCE)),  # best first
        ("date_published", pa.date32()),  # the local day
        ("published_at", pa.timestamp("us", tz="UTC")),  # null unless known
        ("date_published_precision", pa.string()),
        ("date_published_from", pa.string()),
        ("time_zone", pa.string()),
        ("date_modified", pa.timestamp("us", tz="UTC")),
        # Where extract found each column it filled: rules, json-ld, meta, html (lang), link (rel=canonical),
        # breadcrumb, byline, heading, title, text, source (the source file); for the body density or
        # trafilatura.
        ("metadata_from", pa.map_(pa.string(), pa.string())),
        # Taken out of the body; set by clean.
        ("byline", pa.list_(pa.string())),  # initials or names at the end, e.g. ifa, abe
        ("credit", pa.string()),  # the office or agency that wrote it, e.g. prokopim
        ("dateline", pa.string()),
        ("caption", pa.list_(pa.string())),
        ("cuts", pa.list_(CUT)),
        # What it is; set by detect_language, fingerprint, deduplicate, classify.
        ("in_language", pa.string()),  # BCP 47, und where not sure
        ("language_score", pa.float32()),  # probability, 0 to 1
        # The words of headline and body, split once for fingerprint, label_topics and locate; else null.
        ("words", WORDS),
        ("word_count", pa.int32()),
        ("content_hash", pa.string()),  # digest of normalised headline and body
        ("bands", pa.list_(pa.uint64())),  # locality-sensitive keys of the cleaned text
        ("repeats", pa.list_(REPEAT)),
        ("topics", pa.list_(TOPIC)),
        ("media_topic", pa.string()),  # code of the leading IPTC topic
        ("regions", pa.list_(REGION)),
        ("region_code", pa.string()),  # the one region it is chiefly about
        # What does not hold but is no reason to refuse it; set by validate.
        ("warnings", pa.list_(WARNING)),
        # Why it went no further; null while it is accepted.
        ("rejection", REJECTION),
    ]
)


def set_column(table: pa.Table, name: str, values: "pa.Array | pa.ChunkedArray | list[object]") -> pa.Table:
    """Return `table` with column `name` replaced by `values`, cast to the type the schema gives it.

    Args:
        table: any table that has the column `name` of `ARTICLE`.
        values: one value a row.

    Raises:
        KeyError: `name` is no column of `ARTICLE`.
        pa.ArrowInvalid: the values do not fit the type or the number of rows.
    """
    field = ARTICLE.field(name)
    column = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, field.type)
    return table.set_column(table.schema.get_field_index(name), field, column.cast(field.type))


def article_table(rows: list[dict[str, object]]) -> pa.Table:
    """Build a table of `ARTICLE` from dictionaries; what a row leaves out is null."""
    return pa.Table.from_pylist(rows, schema=ARTICLE)
