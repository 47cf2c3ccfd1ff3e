"""Communities of graphs by the map equation."""
