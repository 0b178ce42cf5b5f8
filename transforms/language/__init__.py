"""The language of an article: langdetect's model for a whole batch, and the languages it lacks."""

from transforms.language.identify import identify
from transforms.language.stage import detect_language

__all__ = ["detect_language", "identify"]
