"""Puts crawlers, transforms, expectations and warehouse in order; the `warta` command."""
