"""`sursur bench`: how fast and how well Sursur finds offers, beside named search engines, on invented posts."""

from matcher.benchmark.report import Measured, Report
from matcher.benchmark.running import ENGINES, run_benchmark

__all__ = ["ENGINES", "Measured", "Report", "run_benchmark"]
