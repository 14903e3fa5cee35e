"""Good practices: found, written by those whose practice it is, drawn from completed exchanges, published."""
