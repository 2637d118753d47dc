"""From what Slack stores to what a browser shows. Whatever people wrote is escaped here, once."""
