"""Public posts for other programs: as an Atom feed, and as linked data in the words of schema.org."""
