"""Takes posts, organizations, exchanges and fixtures in from files: all rows or none."""
