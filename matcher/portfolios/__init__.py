"""Portfolios: the exchanges of an institution, and those of a project of several countries."""
