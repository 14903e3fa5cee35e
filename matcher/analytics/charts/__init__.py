"""How charts look and become files: Altair describes them, vl-convert draws them, without a browser or a network."""

from matcher.analytics.charts.drawing import Look, as_png, as_svg

__all__ = ["Look", "as_png", "as_svg"]
