"""A simulated year of the demo municipality: all that left the bot is kept, and searched for what must not be in it."""
