"""Exports: tables as CSV, JSON, JSON lines or XLSX; the network as GraphML or GEXF; exchanges as IATI."""

from matcher.exporting.formats import FORMATS, write_table
from matcher.exporting.kinds import EXPORTS, Export, export

__all__ = ["EXPORTS", "FORMATS", "Export", "export", "write_table"]
