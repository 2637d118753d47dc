"""What goes from the workspace to an app: events, interactions and commands, over a socket or by signed HTTP."""
