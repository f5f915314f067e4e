"""Lawful markets for rights, permits and recycled materials; every trade settles on the ledger."""
