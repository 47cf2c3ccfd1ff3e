"""Communities of graphs by the map equation, and of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names

if TYPE_CHECKING:
    from minent.cluster.codelength import map_equation as map_equation
    from minent.cluster.comparison import agreement as agreement
    from minent.cluster.formats import write_partition as write_partition
    from minent.cluster.partition import Partition as Partition
    from minent.cluster.partition import given_partition as given_partition
    from minent.cluster.partition_files import read_partition as read_partition
    from minent.cluster.trials import infomap as infomap
    from minent.cluster.walks import WalkOptions as WalkOptions
    from minent.cluster.word_clusters import WordCluster as WordCluster
    from minent.cluster.word_clusters import WordClusters as WordClusters
    from minent.cluster.word_files import write_clusters as write_clusters
    from minent.cluster.words import cluster_words as cluster_words

__getattr__, __all__ = lazy_names(
    "minent.cluster",
    {
        "minent.cluster.comparison": ("agreement",),
        "minent.cluster.codelength": ("map_equation",),
        "minent.cluster.formats": ("write_partition",),
        "minent.cluster.trials": ("infomap",),
        "minent.cluster.partition": ("Partition", "given_partition"),
        "minent.cluster.partition_files": ("read_partition",),
        "minent.cluster.walks": ("WalkOptions",),
        "minent.cluster.word_clusters": ("WordCluster", "WordClusters"),
        "minent.cluster.word_files": ("write_clusters",),
        "minent.cluster.words": ("cluster_words",),
    },
)
