"""Names of formats and choices, for commands that do not load the readers."""

FORMATS = ("edges", "pajek", "mtx", "metis", "gml", "graphml")
SIDES = ("both", "behind", "before")
WEIGHTINGS = ("none", "harmonic")
ASSOCIATIONS = ("root", "ppmi")
WEIGHTS = ("ppmi", "bits", "count")
SYMMETRISE = ("max", "mean", "mutual", "none")
VECTOR_FORMATS = ("word2vec", "binary", "glove", "npz", "npy")
VECTOR_SUFFIXES = {".bin": "binary", ".npz": "npz", ".vec": "word2vec", ".txt": "word2vec"}
NODE_LIMIT = 2**31 - 1  # targets are 32-bit
TOO_HEAVY = "the weights add up to more than a float64 can hold; scale them down"
MARK = b"%%MatrixMarket"
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")  # as minent.text.sources knows them, which loads the decompressors
