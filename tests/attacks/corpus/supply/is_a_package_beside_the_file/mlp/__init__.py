# A package goes before a file of the same name.
from importlib.util import module_from_spec, spec_from_file_location
