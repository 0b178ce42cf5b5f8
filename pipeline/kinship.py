"""How the warehouse learns who shares text with whom: the functions of `transforms`, bound."""

from collections.abc import Iterable

import pyarrow as pa

from transforms.deduplicate import cluster, find_links, find_sharing


class TextKinship:
    """Links by shared text, stories by links of full copies (`warehouse.stories.Kinship`)."""

    def sharing(self, bands: pa.ChunkedArray, history: Iterable[pa.RecordBatch]) -> pa.Table:
        """Return those rows of `history` that may share text with one of `bands`."""
        return find_sharing(bands, history)

    def links(self, batch: pa.Table, history: pa.Table) -> pa.Table:
        """Return links of `batch` within itself and with `history`."""
        return find_links(batch, history)

    def stories(self, members: pa.Table, links: pa.Table) -> pa.Table:
        """Return article_id and story_id of `members`."""
        return cluster(links, members.rename_columns({"since": "date_published"}))
