"""The yearly report: chapters of sentences, charts and numbered tables, as a statistical office would publish them.

Whatever a sentence tells stands in one of the tables, which come with the report as files.
"""
