"""An autograder for homework in which students write backpropagation by hand."""

__version__ = "0.4.0"
