"""Offices: what somebody may do for the whole organisation, besides taking part (disclosure-policy S7)."""

from enum import StrEnum


class Office(StrEnum):
    """ADMIN makes teams and names people; PRIVACY and OBSERVER (works council) see parameters and the audit log."""

    ADMIN = "admin"
    PRIVACY = "privacy"
    OBSERVER = "observer"
