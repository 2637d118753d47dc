"""Nouns: what is kept, a file of functions per noun.

Functions take `conn`, an open transaction, and never commit, log or know the time. The verb that calls them opens the
transaction. Chat ids and people's words are sealed here and nowhere else.
"""
