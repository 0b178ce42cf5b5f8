"""What a source says of its own pages, for those that general reading does not get right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceRules:
    """CSS selectors of one source; what is left out is read by the general rules.

    Attributes:
        headline: the element whose text is the headline.
        body: the element, or elements, that hold the article.
        author: elements whose text names one author each.
        date: the element that tells the day of publication.
        remove: elements to leave out before anything is read.
    """

    headline: str | None = None
    body: str | None = None
    author: str | None = None
    date: str | None = None
    remove: tuple[str, ...] = ()
