"""Accounts: who may sign in, and how it is known who asks."""
