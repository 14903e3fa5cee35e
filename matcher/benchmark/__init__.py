"""The project's own benchmark: invented posts and names in any number, searched beside named peers."""
