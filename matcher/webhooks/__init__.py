"""Tells other programs what happened: signed, repeated while nobody answers, and never to an address inside."""
