"""Which regions of Indonesia an article concerns: a gazetteer, its names in the text, and their roles."""

from transforms.regions.gazetteer import Gazetteer
from transforms.regions.locate import locate
from transforms.regions.reference import region_table

__all__ = ["Gazetteer", "locate", "region_table"]
