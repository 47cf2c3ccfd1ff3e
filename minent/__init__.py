"""Words and structure from raw text by minimum entropy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minent._lazy import lazy_names
from minent._version import __version__

if TYPE_CHECKING:
    from minent.cluster.codelength import map_equation as map_equation
    from minent.cluster.comparison import agreement as agreement
    from minent.cluster.partition import Partition as Partition
    from minent.cluster.partition import given_partition as given_partition
    from minent.cluster.trials import infomap as infomap
    from minent.cluster.word_clusters import WordClusters as WordClusters
    from minent.cluster.words import cluster_words as cluster_words
    from minent.counts.counting import count_ngrams as count_ngrams
    from minent.counts.merging import merge_tables as merge_tables
    from minent.counts.storage import load_table as load_table
    from minent.counts.storage import save_table as save_table
    from minent.counts.table import NgramTable as NgramTable
    from minent.errors import MinentError as MinentError
    from minent.evaluation.constituents import evaluate_trees as evaluate_trees
    from minent.evaluation.dependencies import evaluate_dependencies as evaluate_dependencies
    from minent.evaluation.segments import evaluate_segments as evaluate_segments
    from minent.evaluation.words import evaluate_words as evaluate_words
    from minent.graph.cooccurrence import cooccurrence_graph as cooccurrence_graph
    from minent.graph.factors import word_vectors as word_vectors
    from minent.graph.graph import Graph as Graph
    from minent.graph.neighbours import nearest_graph as nearest_graph
    from minent.graph.reading import read_graph as read_graph
    from minent.graph.vector_files import read_vectors as read_vectors
    from minent.graph.vectors import WordVectors as WordVectors
    from minent.graph.windows import count_windows as count_windows
    from minent.graph.word_text import WordText as WordText
    from minent.graph.word_text import read_word_text as read_word_text
    from minent.graph.writing import write_graph as write_graph
    from minent.lexicon.contrasting import contrast as contrast
    from minent.lexicon.discovery import build_lexicon as build_lexicon
    from minent.lexicon.discovery import find_words as find_words
    from minent.lexicon.formats import write_lexicon as write_lexicon
    from minent.lexicon.learning import learn_lexicon as learn_lexicon
    from minent.lexicon.learning import learn_words as learn_words
    from minent.lexicon.lexicon import Lexicon as Lexicon
    from minent.lexicon.reading import read_lexicon as read_lexicon
    from minent.scores.scoring import NgramScores as NgramScores
    from minent.scores.scoring import score_ngrams as score_ngrams
    from minent.segment.segmenter import Segmenter as Segmenter
    from minent.templates.finding import find_templates as find_templates
    from minent.text.corpus import Corpus as Corpus
    from minent.text.corpus import read_corpus as read_corpus
    from minent.text.options import TextOptions as TextOptions
    from minent.trees.brackets import read_brackets as read_brackets
    from minent.trees.conllu import read_conllu as read_conllu
    from minent.trees.dependencies import Dependencies as Dependencies
    from minent.trees.tree import Tree as Tree

__getattr__, __all__ = lazy_names(
    "minent",
    {
        "minent.cluster.codelength": ("map_equation",),
        "minent.cluster.comparison": ("agreement",),
        "minent.cluster.partition": ("Partition", "given_partition"),
        "minent.cluster.trials": ("infomap",),
        "minent.cluster.word_clusters": ("WordClusters",),
        "minent.cluster.words": ("cluster_words",),
        "minent.counts.counting": ("count_ngrams",),
        "minent.counts.merging": ("merge_tables",),
        "minent.counts.storage": ("load_table", "save_table"),
        "minent.counts.table": ("NgramTable",),
        "minent.errors": ("MinentError",),
        "minent.evaluation.constituents": ("evaluate_trees",),
        "minent.evaluation.dependencies": ("evaluate_dependencies",),
        "minent.evaluation.segments": ("evaluate_segments",),
        "minent.evaluation.words": ("evaluate_words",),
        "minent.lexicon.contrasting": ("contrast",),
        "minent.graph.cooccurrence": ("cooccurrence_graph",),
        "minent.graph.factors": ("word_vectors",),
        "minent.graph.graph": ("Graph",),
        "minent.graph.neighbours": ("nearest_graph",),
        "minent.graph.reading": ("read_graph",),
        "minent.graph.vector_files": ("read_vectors",),
        "minent.graph.vectors": ("WordVectors",),
        "minent.graph.windows": ("count_windows",),
        "minent.graph.word_text": ("WordText", "read_word_text"),
        "minent.graph.writing": ("write_graph",),
        "minent.lexicon.discovery": ("build_lexicon", "find_words"),
        "minent.lexicon.formats": ("write_lexicon",),
        "minent.lexicon.reading": ("read_lexicon",),
        "minent.lexicon.learning": ("learn_lexicon", "learn_words"),
        "minent.lexicon.lexicon": ("Lexicon",),
        "minent.scores.scoring": ("NgramScores", "score_ngrams"),
        "minent.segment.segmenter": ("Segmenter",),
        "minent.templates.finding": ("find_templates",),
        "minent.text.corpus": ("Corpus", "read_corpus"),
        "minent.text.options": ("TextOptions",),
        "minent.trees.brackets": ("read_brackets",),
        "minent.trees.conllu": ("read_conllu",),
        "minent.trees.dependencies": ("Dependencies",),
        "minent.trees.tree": ("Tree",),
    },
)
__all__ += ["__version__"]
