"""Attributions -> reports: parties, offices, dates, hops."""

from onrecord.resolution.resolving import resolve

__all__ = ["resolve"]
