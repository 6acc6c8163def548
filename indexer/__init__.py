"""From a file of minutes to an index."""
