"""Surfaces: each chat program in a room of its own, in its own full richness."""
