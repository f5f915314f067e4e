"""The things of the simulated prefecture: enterprises and everything that is registered of them and around them.

Pure: each module makes rows as files write them. Names of people are such as nobody has, identifiers carry a mark where
real ones could be meant, and chance comes from the seed alone. :mod:`lvheng.world.registering` writes them.
"""
