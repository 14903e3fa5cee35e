"""What the service does against those who mean harm; `docs/security.md` tells of the whole."""
