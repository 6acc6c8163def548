"""What may whoever runs the service decide?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of the operator; the defaults are safe for a public service."""

    show_source_paths: bool = False
    """Show where in the indexed folder a protokoll was read from. Paths are otherwise internal."""
    time_limit: float = 5.0
    """Seconds a question may take before it is answered with 503."""
