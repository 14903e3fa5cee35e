"""Experts with their consent and the offers that they back, and the rosters on which they stand."""
