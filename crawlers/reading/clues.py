"""What a page says elsewhere about its body: headline, description, the body that JSON-LD declares."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clues:
    """Hints for finding the body; empty where the page does not say.

    Attributes:
        headline: of the article.
        description: from metadata; often the standfirst.
        declared: JSON-LD's `articleBody` as plain text.
    """

    headline: str = ""
    description: str = ""
    declared: str = ""
