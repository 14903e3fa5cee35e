"""Backups: one archive of everything that the service stores, for either kind of database."""
