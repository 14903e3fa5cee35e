"""Applications to calls: written by a lead with its partners, checked, handed in, decided, turned into exchanges."""
