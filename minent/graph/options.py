"""Names of the formats, for commands that do not load the readers."""

FORMATS = ("edges", "pajek", "mtx", "metis", "gml", "graphml")
