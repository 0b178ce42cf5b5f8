"""Rejections in an operator's hands: find them, read the page, run it again, let it pass."""
