"""Events: fairs, workshops and visits; whom they bring together, when, at which table, and what comes of it."""
