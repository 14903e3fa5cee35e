"""Exchanges: from an accepted match, or a registered cooperation, to an evaluated outcome and a documented practice."""
