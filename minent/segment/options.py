"""Names of choices, for commands that do not load the segmenters."""

MARKS = ("wall", "pass")
