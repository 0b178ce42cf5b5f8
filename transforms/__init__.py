"""Articles to better articles: pure stages over Arrow tables."""
