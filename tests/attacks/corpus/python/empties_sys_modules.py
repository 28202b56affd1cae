# score: 0 of 4
# loses: all
# ends: raised
# says: while the submission was being imported: raised KeyError: 'mlp'
import sys

sys.modules.clear()
sys.path.clear()
sys.path_importer_cache.clear()
