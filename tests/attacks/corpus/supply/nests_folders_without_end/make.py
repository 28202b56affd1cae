# refused: deeper_and_deeper/deeper_and_deeper/deeper_and_deeper/deeper_and_deeper/deeper_and_deeper/deeper_and…
import os


def make(folder):
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(300):
        os.mkdir("deeper_and_deeper")
        os.chdir("deeper_and_deeper")
    open("hidden.py", "w").close()
    os.chdir(here)
