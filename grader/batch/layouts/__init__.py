"""How platforms lay out a folder of downloads: one file per layout, which knows its names and nothing of people."""
