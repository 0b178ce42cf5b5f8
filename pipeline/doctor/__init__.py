"""Whether an installation and its sources are well, and what to do where they are not."""

from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check
from pipeline.doctor.examination import examine

__all__ = ["BROKEN", "GOOD", "WARNING", "Check", "examine"]
