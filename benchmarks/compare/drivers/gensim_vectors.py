"""Word vectors by gensim: skip-gram with negative sampling, its defaults otherwise. TEXT OUTPUT DIMENSION WINDOW."""

import sys

from gensim.models import Word2Vec

text, output, dimension, window = sys.argv[1:]
model = Word2Vec(corpus_file=text, vector_size=int(dimension), window=int(window), min_count=5, sg=1, workers=1, seed=1)
model.wv.save_word2vec_format(output, binary=True)
