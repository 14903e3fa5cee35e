"""`sursur evaluate`: ranks the requests of a directory over its offers and judges the result (TREC)."""

from matcher.evaluation.balancing import Balanced, judge_balanced
from matcher.evaluation.baselines import BASELINES, ENCODER, check_names
from matcher.evaluation.directory import Collection, read_collection
from matcher.evaluation.evaluating import evaluate
from matcher.evaluation.new_pairs import new_pairs_only
from matcher.evaluation.report import Report

__all__ = [
    "BASELINES",
    "ENCODER",
    "Balanced",
    "Collection",
    "Report",
    "check_names",
    "evaluate",
    "judge_balanced",
    "new_pairs_only",
    "read_collection",
]
