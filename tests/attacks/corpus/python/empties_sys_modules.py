# score: 0 of 4
# loses: all
# ends: crashed
# says: while the submission was being imported: crashed: it ended the process that imports it
import sys

sys.modules.clear()
sys.path.clear()
sys.path_importer_cache.clear()
