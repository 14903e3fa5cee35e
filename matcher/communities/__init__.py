"""Networks and communities: their members, their programme of work, and moderated questions and answers."""
