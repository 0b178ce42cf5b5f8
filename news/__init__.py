"""The words everyone shares: what a capture, an article, a stage and a rejection are."""
