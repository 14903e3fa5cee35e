"""The consortium finder: which countries would complete a group that applies to a call, and why."""
