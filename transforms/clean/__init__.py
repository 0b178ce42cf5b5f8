"""Cleaning: articles as pages give them, to articles that hold the report and nothing else."""

from transforms.clean.furniture import learn_furniture, paragraph_digest
from transforms.clean.stage import clean

__all__ = ["clean", "learn_furniture", "paragraph_digest"]
