"""The lexicon: topics and the terms that speak for them, made ready to be matched in one pass."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from news.errors import InputError
from transforms.topics.matching import Form, Matcher, Sense
from transforms.topics.morphology import expand, normalise
from transforms.topics.phrases import inherit
from transforms.topics.reading import STRENGTHS, read_lexicon_file
from transforms.topics.taxonomy import LexiconFile, Topic
from transforms.words.kernel import Places

_HOME = Path(__file__).parent

# A strong term alone makes a topic likely, a weak one only adds to others. The steps are powers of
# two so that two usual terms weigh as much as a strong one.
_WEIGHT = dict(zip(STRENGTHS, (4.0, 2.0, 0.7), strict=True))


_LEADING = "iptc"  # the scheme whose broadest topics lead an article


class Plan(NamedTuple):
    """How topics hang together, as arrays for compiled loops; a scheme's number is its place in `contexts`.

    Attributes:
        roots: topic → the broadest topic above it that has terms.
        labelled: topic → whether articles may carry it.
        schemes: topic → its scheme.
        contexts: scheme → number under which its context terms are counted; -1 where it has none.
        leading: the scheme of Media Topics; -1 where the lexicon lacks it.
    """

    roots: Places
    labelled: npt.NDArray[np.bool_]
    schemes: Places
    contexts: Places
    leading: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Topics with everything that is needed to find them in a text.

    Attributes:
        topics: every topic of every scheme; a topic's position is its number elsewhere.
        roots: for each topic, the number of the broadest topic above it that has terms.
        labelled: for each topic, whether articles may carry it: it has terms. A topic without any only
            groups others, such as the three groups of affairs in Law 23/2014.
        numbers: code → number of the topic.
        contexts: scheme → number under which its context terms are counted.
        matcher: finds all terms.
        plan: roots, labels and schemes as arrays.
    """

    topics: tuple[Topic, ...]
    roots: tuple[int, ...]
    labelled: tuple[bool, ...]
    numbers: dict[str, int]
    contexts: dict[str, int]
    matcher: Matcher
    plan: Plan


@cache
def load_lexicon(folder: Path = _HOME) -> Lexicon:
    """Return the lexicon that the YAML files in `folder` make up together.

    Raises:
        InputError: a file cannot be read, two topics share a code, a parent is missing or goes in
            circles; the message names file and entry.
    """
    files = [read_lexicon_file(path) for path in sorted(folder.glob("*.yaml")) if path.stem != "fixtures"]
    if not files:
        raise InputError(f"{folder}: expected lexicon files (*.yaml), found none; name another folder")
    topics = tuple(topic for file in files for topic in file.topics)
    numbers = _numbers(topics)
    labelled = tuple(any(topic.terms.values()) for topic in topics)
    lines = [_ancestry(topics, numbers, number, labelled) for number in range(len(topics))]
    schemes = dict.fromkeys(file.scheme for file in files if file.context)
    contexts = {scheme: len(topics) + place for place, scheme in enumerate(schemes)}
    roots = tuple(line[-1] for line in lines)
    matcher = Matcher.of(_senses(files, topics, lines, contexts))
    return Lexicon(
        topics, roots, labelled, numbers, contexts, matcher, _plan(topics, roots, labelled, contexts)
    )


def _plan(
    topics: tuple[Topic, ...], roots: tuple[int, ...], labelled: tuple[bool, ...], contexts: dict[str, int]
) -> Plan:
    schemes = list(dict.fromkeys(topic.scheme for topic in topics))
    return Plan(
        np.array(roots, np.int32),
        np.array(labelled, np.bool_),
        np.array([schemes.index(topic.scheme) for topic in topics], np.int32),
        np.array([contexts.get(scheme, -1) for scheme in schemes], np.int32),
        schemes.index(_LEADING) if _LEADING in schemes else -1,
    )


def _numbers(topics: Iterable[Topic]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, topic in enumerate(topics):
        if numbers.setdefault(topic.code, number) != number:
            raise InputError(f"{topic.code}: expected one topic of this code, found two; merge them")
    return numbers


def _ancestry(
    topics: tuple[Topic, ...], numbers: dict[str, int], number: int, labelled: tuple[bool, ...]
) -> list[int]:
    """Return the topic's own number and the broadest above it that has terms, where there is one.

    What lies between is left out: that an article on cars is one on hobbies and on leisure says nothing.
    """
    line = [number]
    while (parent := topics[line[-1]].parent) is not None:
        if parent not in numbers:
            code = topics[line[-1]].code
            raise InputError(
                f"{code}, parent: expected a code of the lexicon, found {parent!r}; add or mend it"
            )
        if numbers[parent] in line:
            raise InputError(f"{parent}, parent: expected a topic above it, found a circle; mend one parent")
        line.append(numbers[parent])
    tops = [above for above in line[1:] if labelled[above]]
    return [number, *tops[-1:]]


def _senses(
    files: list[LexiconFile], topics: tuple[Topic, ...], lines: list[list[int]], contexts: dict[str, int]
) -> dict[str, Form]:
    """Return, for every form that can stand in a text, what it speaks for."""
    entries: dict[str, dict[int, float]] = defaultdict(dict)
    exclusions = {phrase for topic in topics for phrase in topic.exclusions}
    exclusions.update(phrase for file in files for phrase in file.exclusions)
    for topic, line in zip(topics, lines, strict=True):
        for strength, terms in topic.terms.items():
            for term in terms:
                _add(entries[term], line, _WEIGHT[strength])
    for phrase in exclusions:
        entries[phrase].update({})
    for file in files:
        for term in file.context:
            _add(entries[term], [contexts[file.scheme]], 1.0)
    scheme_of = [*(topic.scheme for topic in topics), *(f"context of {scheme}" for scheme in contexts)]
    return _merge_forms(entries, exclusions, scheme_of.__getitem__)


def _add(weights: dict[int, float], numbers: list[int], weight: float) -> None:
    for number in numbers:
        weights[number] = max(weight, weights.get(number, 0.0))


def _merge_forms(
    entries: dict[str, dict[int, float]], exclusions: set[str], scheme_of: Callable[[int], str]
) -> dict[str, Form]:
    """Let entries that share a form, such as a noun and a verbal root, share its sense."""
    plain: dict[str, list[str]] = defaultdict(list)
    capitals: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for form in [normalise(entry)] if entry.isupper() else expand(entry):
            (capitals if entry.isupper() else plain)[form].append(entry)
    excluded = {form for form, origin in plain.items() if not exclusions.isdisjoint(origin)}
    weights = inherit({form: _union(entries, origin) for form, origin in plain.items()}, excluded, scheme_of)
    written = {
        form: {**weights.get(form, {}), **_union(entries, origin)} for form, origin in capitals.items()
    }
    sense_of = cache(Sense)  # forms that mean the same share a sense, so that they are counted together
    return {
        form: Form(
            sense_of(plain[form][0], tuple(weights[form].items())) if form in plain else None,
            sense_of(capitals[form][0], tuple(written[form].items())) if form in capitals else None,
        )
        for form in {**plain, **capitals}
    }


def _union(entries: dict[str, dict[int, float]], origin: list[str]) -> dict[int, float]:
    weights: dict[int, float] = {}
    for entry in origin:
        for number, weight in entries[entry].items():
            _add(weights, [number], weight)
    return weights
