# Its environment, by which bare finds what is left, is gone, its name is another, and signals that ask do nothing.
# held by: bubblewrap user
# score: 4 of 4
import ctypes, os, signal, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                continue
        libc = ctypes.CDLL(None)
        libc.prctl(15, b"systemd", 0, 0, 0)
        ctypes.memset(ctypes.c_void_p.in_dll(libc, "environ").value, 0, 8)
        start = int(open("/proc/self/stat").read().rpartition(")")[2].split()[47])
        end = int(open("/proc/self/stat").read().rpartition(")")[2].split()[48])
        ctypes.memset(start, 0, end - start)
        while True: time.sleep(1)
    os._exit(0)
