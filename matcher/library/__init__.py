"""The library: documents, what is known of them and what their texts say, tied to practices, offers and exchanges."""
