"""What Slack refuses before it shows anything: badly formed blocks, messages and views."""

from playground.checks.surfaces import blocks_problems, elements, message_problems, view_problems

__all__ = ["blocks_problems", "elements", "message_problems", "view_problems"]
