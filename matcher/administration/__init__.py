"""What an administrator looks after: what waits for him, whether the service is well, who changed what."""
