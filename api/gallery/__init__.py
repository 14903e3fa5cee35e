"""`make digest-gallery`: what digests look like, from the real data of the fixtures and a small staged story."""
