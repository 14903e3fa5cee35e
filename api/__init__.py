"""The doors: JSON API, web pages and command line. The only floor that knows HTTP or the terminal."""
