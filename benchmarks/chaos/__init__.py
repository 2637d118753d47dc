"""Bots are killed without a word while everything around them breaks."""
