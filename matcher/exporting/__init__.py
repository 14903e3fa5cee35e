"""Exports: tables as CSV, JSON, JSON lines or XLSX; the network as GraphML or GEXF; exchanges as IATI."""

from matcher.exporting.formats import FORMATS, write_table
from matcher.exporting.kinds import ExportKind, export

__all__ = ["FORMATS", "ExportKind", "export", "write_table"]
