"""Activities of the International Aid Transparency Initiative (standard 2.0x) read as past exchanges."""
