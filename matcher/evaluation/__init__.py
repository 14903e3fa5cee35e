"""`sursur evaluate`: ranks the requests of a directory over its offers and judges the result (TREC)."""

from matcher.evaluation.baselines import BASELINES
from matcher.evaluation.directory import Collection, read_collection
from matcher.evaluation.exposure import ExposureReport, judge_exposure
from matcher.evaluation.judging import Report, evaluate

__all__ = [
    "BASELINES",
    "Collection",
    "ExposureReport",
    "Report",
    "evaluate",
    "judge_exposure",
    "read_collection",
]
