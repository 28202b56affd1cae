"""The results that platforms read, one file per platform: from an attempt to a text. All of it is pure."""
