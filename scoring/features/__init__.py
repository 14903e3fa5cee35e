"""The features, by kind of evidence. Each is a pure function of 5 to 15 lines whose docstring is what users read."""

from scoring.features import context, network, practice, record, tags, text
from scoring.features.feature import Evidence, Family, Feature

FEATURES: dict[str, Feature] = {
    feature.name: feature for module in (text, tags, context, record, network, practice) for feature in module.FEATURES
}
"""Every feature by name, in the order in which explanations list them."""

__all__ = ["FEATURES", "Evidence", "Family", "Feature"]
