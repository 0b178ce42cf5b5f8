"""The page of rules, made from their definitions, so that what is documented is what is checked."""

from collections.abc import Iterable

from expectations.rule import Rule


def rules_table(rules: Iterable[Rule]) -> str:
    """Return the rules as a Markdown table.

    >>> print(rules_table([Rule("a_rule", "rows", "a", "…", expected="so", remedy="Do this.")]))
    | rule | effect | expected | what to do | waivable |
    |---|---|---|---|---|
    | `a_rule` | reject | so | Do this. | yes |
    """
    lines = ["| rule | effect | expected | what to do | waivable |", "|---|---|---|---|---|"]
    lines += [
        f"| `{rule.id}` | {rule.effect} | {_cell(rule.expected)} | {_cell(rule.remedy)} | {_waivable(rule)} |"
        for rule in rules
    ]
    return "\n".join(lines)


def _waivable(rule: Rule) -> str:
    return "–" if rule.severity == "warning" else "yes" if rule.waivable else "no"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
