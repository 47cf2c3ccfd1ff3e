"""Names of formats and choices, for commands that do not load the readers."""

FORMATS = ("edges", "pajek", "mtx", "metis", "gml", "graphml")
SIDES = ("both", "behind", "before")
WEIGHTINGS = ("none", "harmonic")
ASSOCIATIONS = ("root", "ppmi")
WEIGHTS = ("ppmi", "bits", "count")
SYMMETRISE = ("max", "mean", "mutual", "none")
VECTOR_FORMATS = ("word2vec", "binary", "glove", "npz", "npy")
VECTOR_SUFFIXES = {".bin": "binary", ".npz": "npz", ".vec": "word2vec", ".txt": "word2vec"}
