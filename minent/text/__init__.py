"""Reading text and cutting it into units."""

from minent.text.corpus import Corpus, read_corpus
from minent.text.options import TextOptions
from minent.text.vocabulary import Vocabulary

__all__ = ["Corpus", "TextOptions", "Vocabulary", "read_corpus"]
