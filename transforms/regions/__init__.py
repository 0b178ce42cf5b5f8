"""Which regions of Indonesia an article concerns: a gazetteer, its names in the text, and their roles."""

from transforms.regions.gazetteer import Gazetteer
from transforms.regions.locate import locate
from transforms.regions.lookup import Called, look_up, similar_names
from transforms.regions.reference import region_table

__all__ = ["Called", "Gazetteer", "locate", "look_up", "region_table", "similar_names"]
