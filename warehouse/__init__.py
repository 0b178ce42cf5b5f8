"""DuckDB: the schema and its migrations, the one writer, the published file, readers."""
