"""The kit for sources: look at a site, check what would be read, keep pages as fixtures, test them.

The functions return what they found; printing is the command's business. None touches production
state: each crawl of the kit writes to a folder of its own that is gone afterwards.

Each module is imported by itself, since whoever asks how sources stand need not load what reads their pages.
"""
