"""Texts as numbers: the word table that two networks share, and the meaning of a sentence as a vector."""
