"""Texts as numbers: the word table that the networks share, and the meaning of a sentence as a vector."""
