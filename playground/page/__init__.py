"""The web page: a workspace in a browser, as one of its people."""

from playground.page.routes import routes

__all__ = ["routes"]
