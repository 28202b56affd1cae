# refused: mlp.py imports tensorflow at line {line}, which is not handed in, nor provided by this course: use numpy and the standard library
import tensorflow as tf
