"""Letters: mails to one account about one thing. A kind is a folder of `templates/` with subject and body."""
