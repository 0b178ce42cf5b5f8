"""The reference table `regions`, by which articles join official statistics."""

import pyarrow as pa

from transforms.regions.gazetteer import Gazetteer

REGIONS = pa.schema(
    [
        ("code", pa.string()),  # Kemendagri
        ("name", pa.string()),  # official
        ("kind", pa.string()),  # province, regency, city or district
        ("parent_code", pa.string()),
        ("seat", pa.string()),
        ("names", pa.list_(pa.string())),  # other names: short, older, abbreviated, by-names
        ("origin", pa.string()),
    ]
)


def region_table(gazetteer: Gazetteer | None = None) -> pa.Table:
    """Return one row a region, ordered by code.

    >>> table = region_table()
    >>> table.num_rows, table.column("name")[0].as_py()
    (552, 'Aceh')
    """
    rows = [
        {
            "code": region.code,
            "name": region.name,
            "kind": region.kind,
            "parent_code": region.parent_code,
            "seat": region.seat,
            "names": list(region.names),
            "origin": region.origin,
        }
        for region in sorted(gazetteer or Gazetteer.load(), key=lambda region: region.code)
    ]
    return pa.Table.from_pylist(rows, schema=REGIONS)
