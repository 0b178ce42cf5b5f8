"""One figure of the quality bench, and how figures are shown."""

from dataclasses import dataclass, field
from textwrap import indent


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that was read badly: how badly (0 right, 1 all wrong), which, and what was wrong."""

    loss: float
    case: str
    found: str


@dataclass(frozen=True, slots=True)
class Score:
    """One figure.

    Attributes:
        data: the data set it was measured on, as the floors name it.
        name: what was measured.
        value: higher is better, 1 is right everywhere.
        cases: how many cases stand behind it.
        misses: the cases that cost most.
        shown: what a person reads beside the figure, such as a confusion table.
    """

    data: str
    name: str
    value: float
    cases: int
    misses: list[Miss] = field(default_factory=list)
    shown: str = ""

    @property
    def key(self) -> str:
        """Return the name under which a floor is kept."""
        return f"{self.data}/{self.name}"


def show(scores: list[Score], worst: int) -> None:
    """Print a line a score, then what is shown beside it, then the worst cases of each that has any."""
    for score in scores:
        print(f"{score.key:48} {score.value:7.4f}   {score.cases:5} cases")
    for score in scores:
        if score.shown:
            print(f"\n{score.key}\n{indent(score.shown, '  ')}")
    for score in scores:
        if misses := sorted(score.misses, key=lambda miss: -miss.loss)[:worst]:
            print(f"\nworst of {score.key}")
            for miss in misses:
                print(f"  {miss.loss:5.2f}  {miss.case}\n         {miss.found}")
