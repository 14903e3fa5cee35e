"""The ranking in numeric arrays and compiled loops: what the plain path answers, for a million offers."""
