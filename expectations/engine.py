"""Run rules through Great Expectations on a data frame and say which rows break which rule."""

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.rule import Rule

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one rule.

    Attributes:
        rule: the rule.
        success: whether it holds for all rows.
        rows: positions of the rows that break it; empty for a rule about the whole frame.
        observed: what was found, for a rule about the whole frame.
    """

    rule: Rule
    success: bool
    rows: tuple[int, ...]
    observed: str


def check(frame: "pd.DataFrame", rules: Sequence[Rule]) -> list[Verdict]:
    """Return one verdict a rule, in the order of `rules`.

    Args:
        frame: facts, with a fresh index from 0.
        rules: all of this frame.

    Raises:
        RuntimeError: a rule could not be evaluated, which is a fault of ours and none of the rows'.
    """
    if frame.empty:
        return [Verdict(rule, True, (), "no rows") for rule in rules]
    results = _results(frame, rules)
    return [_verdict(rule, results[rule.id]) for rule in rules]


def _results(frame: "pd.DataFrame", rules: Sequence[Rule]) -> dict[str, Any]:
    """Validate once; results come in an order of their own, so each carries its rule's id."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # it would call home
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own dependencies, which nobody here can mend
        return _validated(frame, rules)


def _validated(frame: "pd.DataFrame", rules: Sequence[Rule]) -> dict[str, Any]:
    import great_expectations as gx  # noqa: PLC0415  takes five seconds: only whoever validates pays
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    suite = gx.ExpectationSuite("warta", expectations=[_expectation(gx, rule) for rule in rules])
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
    validation = batch.validate(
        suite, result_format={"result_format": "COMPLETE", "partial_unexpected_count": 0}
    )
    return {result.expectation_config.meta["rule"]: result for result in validation.results}


def _expectation(gx: Any, rule: Rule) -> Any:
    build = getattr(gx.expectations, rule.expectation)
    return build(column=rule.column, severity=rule.severity, meta={"rule": rule.id}, **rule.arguments)


def _verdict(rule: Rule, result: Any) -> Verdict:
    raised = _exception_in(result.exception_info)
    if raised:
        raise RuntimeError(f"rule {rule.id} could not be evaluated on column {rule.column}: {raised}")
    rows = tuple(sorted(result.result.get("unexpected_index_list") or ()))
    return Verdict(rule, bool(result.success), rows, str(result.result.get("observed_value", "")))


def _exception_in(info: dict[str, Any] | None) -> str | None:
    """Return the message of an exception that a result hides: flat, or one a metric."""
    if not info:
        return None
    entries = [info] if "raised_exception" in info else list(info.values())
    return next((entry["exception_message"] for entry in entries if entry["raised_exception"]), None)
