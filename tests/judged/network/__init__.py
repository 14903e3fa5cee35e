"""Made-up histories of exchanges, to judge what the network's features foretell."""
