"""The web, to WARC files; WARC files, to articles. All that knows sites and HTML."""
