"""Match runs: from the database to the ranking and back."""
