"""Calls for proposals: found, and judged rule by rule."""
