-- A version may become current again, when a later capture is read anew and refused: what was found in its
-- text is kept with it.
ALTER TABLE machinery.superseded ADD COLUMN topics STRUCT(
    scheme VARCHAR, code VARCHAR, label VARCHAR, score FLOAT,
    evidence STRUCT("text" VARCHAR, part VARCHAR, "start" INTEGER)[]
)[];
ALTER TABLE machinery.superseded ADD COLUMN regions STRUCT(
    region_code VARCHAR, role VARCHAR, mentions INTEGER,
    evidence STRUCT("text" VARCHAR, part VARCHAR, "start" INTEGER)[]
)[];
ALTER TABLE machinery.superseded ADD COLUMN cuts STRUCT(
    rule VARCHAR, kind VARCHAR, "text" VARCHAR, target VARCHAR
)[];
ALTER TABLE machinery.superseded ADD COLUMN bands UBIGINT[];
