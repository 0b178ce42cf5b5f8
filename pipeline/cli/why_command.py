"""`warta why`: the story of one address."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import command, shown

if TYPE_CHECKING:
    from pipeline.why import Story


def why(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Address of a page, as a site or the file names it.")
    ],
    home: HomeOption = None,
) -> None:
    """Tell an address's story: when it was discovered, what each crawl made of it, what became of it.

    Example: warta why https://satuhabar.com/pasar-baru-dibuka/
    """
    from pipeline.why import story_of

    story = story_of(Home.find(home), url)
    if not story.known:
        raise InputError(
            f"{url}: no crawl has discovered it and nothing of it has landed. "
            f"Check the address, or see which sources are crawled: {command()} source list"
        )
    shown.print(url, markup=False)
    for line in [*_discovered(story), *_captured(story), *_published(story)]:
        shown.print(line, markup=False)


def _discovered(story: "Story") -> list[str]:
    if not story.outcomes:
        return ["", "No crawl has discovered it: it was landed by hand."]
    first = story.outcomes[0]
    origin = _ORIGINS.get(first["discovered_from"], first["discovered_from"])
    lines = ["", f"Discovered {_moment(first['decided_at'])} by source {first['source']}, from {origin}."]
    for row in story.outcomes:
        told = [
            row["outcome"],
            f"HTTP {row['http_status']}" if row["http_status"] else "",
            row["reason"] or "",
        ]
        lines.append(f"  {_moment(row['decided_at'])}  {', '.join(part for part in told if part)}")
        lines.append(f"                       run {row['run_id']}")
    return lines


def _captured(story: "Story") -> list[str]:
    if not story.captures:
        fetched = [row for row in story.outcomes if row["record_id"] and row["kind"] == "article"]
        kept = [row for row in fetched if row["outcome"] in {"fetched", "revisited", "unchanged"}]
        return (
            ["", f"Captured, not read yet: {command()} ingest"]
            if kept
            else ["", "Nothing of it was kept as an article."]
        )
    lines = ["", "Captures:"]
    for row in story.captures:
        lines.append(
            f"  {_moment(row['warc_date'])}  {row['outcome']}, in {row['warc_file']} at {row['warc_offset']}"
        )
        if row["outcome"] == "rejected":
            lines.append(
                f"                       {row['gate']}/{row['rule']}: {row['reason']}. {row['remedy']}"
            )
    return lines


def _published(story: "Story") -> list[str]:
    article: dict[str, Any] | None = story.article
    if article is None:
        return ["", "No article of it is published."]
    again = "" if article["story_id"] == article["article_id"] else f"; repeats article {article['story_id']}"
    return [
        "",
        f"Published as article {article['article_id']}, version {article['version']}{again}:",
        f"  {article['headline']}",
        f"  {article['url']}",
        f"  dated {article['date_published'] or 'unknown'}, last seen {_moment(article['last_seen'])}",
    ]


_ORIGINS = {
    "source": "the source file",
    "schedule": "the schedule of visits",
    "waiting": "what an earlier run left",
}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
