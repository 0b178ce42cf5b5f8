"""Clean one article: apply the rules in their order, each only where one of its triggers stands."""

from collections.abc import Set
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from transforms.clean.draft import Draft
from transforms.clean.furniture import cut_furniture
from transforms.clean.rules import BY_PLACE, RULES, SELF_EVIDENT
from transforms.clean.rules.rule import Rule


def clean_draft(draft: Draft, furniture: Set[str] = frozenset()) -> Draft:
    """Apply every rule to `draft` and return it.

    Args:
        draft: an article, changed in place.
        furniture: digests of the paragraphs that its source repeats (`furniture.paragraph_digest`).
    """
    active = _active(draft)
    _apply(SELF_EVIDENT, active, draft)
    if furniture:
        cut_furniture(draft, furniture)
        draft.prune()
    _apply(BY_PLACE, active, draft)
    return draft


def _apply(rules: tuple[Rule, ...], active: frozenset[str], draft: Draft) -> None:
    for rule in rules:
        if rule.id in active and draft.paragraphs:
            before = len(draft.cuts)
            rule.apply(draft)
            if len(draft.cuts) > before:
                draft.prune()


def _active(draft: Draft) -> frozenset[str]:
    """Return the rules that may find something: those without triggers, and those with one in the text."""
    automaton, owners, always = _gate()
    text = "\n".join(draft.paragraphs).lower()
    found = {pattern for pattern, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)}
    return always.union(*(owners[pattern] for pattern in found))


@cache
def _gate() -> tuple[AhoCorasick, list[frozenset[str]], frozenset[str]]:
    """Build one automaton over all triggers, the rules that each wakes, and the rules always awake."""
    words = sorted({word for rule in RULES for word in rule.triggers})
    owners = [frozenset(rule.id for rule in RULES if word in rule.triggers) for word in words]
    always = frozenset(rule.id for rule in RULES if not rule.triggers)
    return AhoCorasick(words, implementation=Implementation.DFA), owners, always
