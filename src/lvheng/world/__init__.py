"""A simulated prefecture: what was never published, made up by a seeded generator and marked as simulated everywhere.

Pure: :mod:`lvheng.world.figures` and what it is made of. :mod:`lvheng.world.actions` writes the figures as reports,
and removes them. See docs/rooms/world.md.
"""
