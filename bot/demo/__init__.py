"""The demo: the one place where the bot and the playground meet, and even here they speak over the wire."""
