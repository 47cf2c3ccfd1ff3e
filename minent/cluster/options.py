"""Names of the formats of partitions, for commands that do not load the writers."""

FORMATS = ("tree", "ftree", "clu", "tsv", "csv", "json", "gexf", "graphml")
SUFFIXES = {".tree": "tree", ".ftree": "ftree", ".clu": "clu", ".tsv": "tsv", ".csv": "csv", ".json": "json",
            ".gexf": "gexf", ".graphml": "graphml"}  # fmt: skip
