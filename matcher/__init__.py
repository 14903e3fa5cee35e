"""What the service does: intake, match runs, digests, the clock, exports, evaluation.

Functions take the session, the moment `now` and the mail sender as arguments; committing is the caller's, at the edge.
"""
