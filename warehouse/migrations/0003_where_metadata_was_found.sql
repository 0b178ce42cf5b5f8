-- What the page claims of its language, and where it gave each value.

ALTER TABLE articles ADD COLUMN language_hint VARCHAR;
ALTER TABLE articles ADD COLUMN metadata_from MAP(VARCHAR, VARCHAR);
ALTER TABLE machinery.superseded ADD COLUMN language_hint VARCHAR;
ALTER TABLE machinery.superseded ADD COLUMN metadata_from MAP(VARCHAR, VARCHAR);
