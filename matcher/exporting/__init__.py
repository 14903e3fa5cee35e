"""Exports: tables as CSV, JSON, JSON lines or XLSX, with their codebook; the network as GraphML or GEXF; exchanges as
IATI; all of them together as a data package."""

from matcher.exporting.catalogue import catalogue
from matcher.exporting.edition import Edition
from matcher.exporting.formats import FORMATS
from matcher.exporting.kinds import EXPORTS, content_of, export
from matcher.exporting.naming import ExportKind

__all__ = ["EXPORTS", "FORMATS", "Edition", "ExportKind", "catalogue", "content_of", "export"]
