"""The weekly digest: built once a recipient and ISO week, delivered through an outbox."""
