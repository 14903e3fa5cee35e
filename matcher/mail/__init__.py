"""Mail: ways out, the outbox, and who writes."""
