"""What people say about matches: review, choice, introduction, answers, notes, reminders and lapses."""
