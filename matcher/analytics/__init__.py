"""Views over the whole: who taught whom what, what nobody offers, what nobody asks for. Each is a table and a chart."""
