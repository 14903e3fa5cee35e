"""Territories: what their country's window has to say, and their priorities."""
