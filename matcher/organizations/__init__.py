"""The register of organizations: found by any of their names, added once, edited by their members, merged."""
