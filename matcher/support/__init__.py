"""The support finder: which mechanisms can fund or facilitate something, rule by rule, and the support matrix."""
