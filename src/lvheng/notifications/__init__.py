"""Telling people what concerns them: on the site, and by letter as each of them wishes."""
