"""How the warehouse learns who shares text with whom: the functions of `transforms`, bound."""

import pyarrow as pa

from transforms.deduplicate import ANCHORS_IN_ONE, cluster, find_links


class TextKinship:
    """Links by shared text, stories by links of full copies (`warehouse.stories.Kinship`)."""

    anchors_in_one = ANCHORS_IN_ONE

    def links(self, batch: pa.Table, history: pa.Table) -> pa.Table:
        """Return links of `batch` within itself and with `history`."""
        return find_links(batch, history)

    def stories(self, members: pa.Table, links: pa.Table) -> pa.Table:
        """Return article_id and story_id of `members`."""
        return cluster(links, members.rename_columns({"since": "date_published"}))
