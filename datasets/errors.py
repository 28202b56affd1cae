"""What can be wrong with a data set, each in one sentence for whoever asked for it."""


class DataError(Exception):
    """A data set cannot be given."""


class UnknownName(DataError):
    """No data set goes by this name."""


class NotToBeHad(DataError):
    """The raw files are in none of the places; the sentence names the three ways to get them."""


class NoSuchFolder(DataError):
    """GRADER_DATA names no folder; this is a mistake to correct, and no reason for a stand-in."""


class Damaged(DataError):
    """A raw file is there, and is not what its checksum says."""
