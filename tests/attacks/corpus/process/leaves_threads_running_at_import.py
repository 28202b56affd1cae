# score: 4 of 4
import threading, time

for _ in range(10):
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
