"""The ranking learns from decisions and outcomes: a table is proposed, and a person promotes it or rolls it back."""
