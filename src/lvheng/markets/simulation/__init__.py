"""A market under every kind of misfortune, from one seed: see :mod:`lvheng.markets.simulation.running`."""
