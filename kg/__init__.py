"""Briefgraph: an archive of daily briefings as memory."""
