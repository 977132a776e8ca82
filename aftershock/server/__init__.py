"""The search API and the site, served on loopback unless told otherwise."""

from aftershock.server.app import create_app
from aftershock.server.running import listen, serve, serve_on

__all__ = ["create_app", "listen", "serve", "serve_on"]
