"""Logs as JSON, one object on a line, for whoever collects them. `bot/__main__.py` sets up the plain ones."""

import logging


def as_json() -> None:
    """All that is logged, ours and the libraries', with keys that never change, so that a query keeps working."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter())


def formatter() -> logging.Formatter:
    import structlog  # brings rich along, 4 MB in all, and plain logs need neither

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(),
        ],
    )
