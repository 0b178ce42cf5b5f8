"""Where new articles are announced: feeds, sitemaps and listing pages, and how they are found."""
