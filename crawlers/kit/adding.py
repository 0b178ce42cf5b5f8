"""A new source from one address: the site is looked at, and its YAML file written."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import tldextract
import yaml

from crawlers.kit.trial import Operator, Trial, try_source
from crawlers.sources.fields import web_address
from crawlers.sources.loading import load_source, source_from_text
from crawlers.sources.model import Source
from crawlers.sources.shipped import SHIPPED
from news.errors import InputError

# The list of public suffixes that the library brings along; nothing is fetched.
_SPLIT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was written.

    Attributes:
        path: its file.
        source: what stands in it.
        trial: what was seen of the site.
        open: fields that the site does not tell and a person should fill in.
    """

    path: Path
    source: Source
    trial: Trial
    open: tuple[str, ...]


def add_source(url: str, folder: Path, operator: Operator) -> Added:
    """Look at the site at `url` and write `folder`/<id>.yaml.

    Raises:
        InputError: the address is none, the site gives no answer, or the file exists already.
    """
    homepage = _homepage(url)
    name = source_id(homepage)
    path = folder / f"{name}.yaml"
    if path.exists():
        raise InputError(f"{path}: exists already. Edit it, or remove it and add the site again.")
    trial = try_source(Source(id=name, homepage=homepage), operator)
    row = trial.rows.get(homepage)
    if row is None or row.outcome != "fetched":
        why = trial.report.error or (f"{row.outcome} {row.reason}" if row else trial.report.ended_by)
        raise InputError(f"{homepage}: gives no home page ({why.strip()}). Check the address in a browser.")
    text, missing = _written(name, homepage, trial)
    source = source_from_text(text, str(path))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Added(path, source, trial, missing)


def source_id(homepage: str) -> str:
    """Return an id for the site: short, its whole host where another site that ships has the short one.

    >>> source_id("https://kalteng.example.co.id/"), source_id("https://www.example.com/")
    ('kalteng-example', 'example')

    Raises:
        InputError: the host has neither letters nor digits.
    """
    host = (urlsplit(homepage).hostname or "").removeprefix("www.")
    parts = _SPLIT(host)
    labels = [*parts.subdomain.split("."), parts.domain]
    name = _as_id("-".join(label for label in labels if label and label != "www") or host)
    if not name:
        raise InputError(f"{homepage}: expected a host name with letters or digits. Check the address.")
    shipped = SHIPPED / f"{name}.yaml"
    taken = shipped.exists() and not load_source(shipped).owns_host(host)
    return _as_id(host) if taken else name


def _as_id(name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:63].strip("-")


def _homepage(url: str) -> str:
    given = url.strip() if "://" in url else f"https://{url.strip()}"
    try:
        parts = urlsplit(web_address(given))
    except ValueError as error:
        raise InputError(f"{url}: {error}. Give the address of the site's home page.") from None
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path or '/'}"


def _written(name: str, homepage: str, trial: Trial) -> tuple[str, tuple[str, ...]]:
    language = _language(trial.facts.get("language", ""))
    known: dict[str, object] = {
        "id": name,
        "homepage": homepage,
        "publisher": trial.facts.get("publisher", ""),
        "language": language,
        "feeds": sorted(trial.places("feed")),
        "sitemaps": sorted(trial.places("sitemap")),
    }
    text = yaml.safe_dump(
        {field: value for field, value in known.items() if value}, sort_keys=False, allow_unicode=True
    )
    missing = tuple(field for field in ("publisher", "language") if not known[field])
    hints = "# time_zone: WIB, WITA or WIT\n# region: Kemendagri code of the province or regency, in quotes\n"
    return text + hints, (*missing, "time_zone", "region")


def _language(tag: str) -> str:
    tag = tag.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return ""
    primary = tag.partition("-")[0].lower()
    return "id" if primary == "in" else primary  # "in" stood for Indonesian until 1989
