"""What a submission may leave for the next one, each with how the next would see it; and how it may reach for more.

`leave` and `see` are code of a submission; `see` sets `seen`. Where they run one after the other in the same submission
the trace is seen: this is how we know that they work.
"""

from typing import NamedTuple

BOTH = ("bubblewrap", "user")


class Trace(NamedTuple):
    """Something left, and how it is looked for; `backends` are those in which it can be left at all."""

    leave: str
    see: str
    backends: tuple[str, ...] = BOTH


_NAMED_PROCESS = """
import ctypes
if os.fork() == 0:
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    ctypes.CDLL(None).prctl(15, b"left-behind", 0, 0, 0)
    if {detached}:
        os.setsid()
        if os.fork():
            os._exit(0)
    while True:
        time.sleep(1)
time.sleep(0.05)
"""
_SEE_PROCESS = """
def name(number):
    try:
        return open(f"/proc/{number}/comm").read().strip()
    except OSError:
        return ""
seen = any(name(number) == "left-behind" for number in os.listdir("/proc") if number.isdigit())
"""
_DEEP = """
for _ in range(300):
    os.mkdir("deep", 0o700)
    os.chdir("deep")
os.chmod(".", 0)
os.chdir(HOME)
os.chmod("deep", 0)
"""

TRACES = {
    "a_file": Trace('open("left", "w").close()', 'seen = os.path.exists("left")'),
    "a_deep_folder_that_is_closed": Trace(_DEEP, 'seen = os.path.exists("deep")'),
    "a_full_scratch_folder": Trace(
        """
try:
    for number in range(20):
        open(f"full{number}", "wb").write(bytes(8_000_000))
except OSError:
    pass
""",
        "seen = os.statvfs('.').f_bfree * 4096 < 32_000_000",
        ("bubblewrap",),
    ),
    "a_file_in_shared_memory": Trace(
        'open("/dev/shm/left", "w").close()', 'seen = os.path.exists("/dev/shm/left")', ("bubblewrap",)
    ),
    "a_closed_scratch_folder": Trace(
        "os.chmod(HOME, 0o500)", "seen = not os.access(HOME, os.W_OK)", ("user",)
    ),
    "a_terminal": Trace("os.openpty()", 'seen = len(os.listdir("/dev/pts")) > 1', ("bubblewrap",)),
    "a_process": Trace(_NAMED_PROCESS.format(detached=False), _SEE_PROCESS, ("bubblewrap",)),
    "a_daemon": Trace(_NAMED_PROCESS.format(detached=True), _SEE_PROCESS, ("bubblewrap",)),
    "a_thread": Trace(
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "seen = threading.active_count() > 1",
    ),
    "a_name_in_numpy": Trace("np.left = 1", 'seen = hasattr(np, "left")'),
    "another_numpy_function": Trace("np.dot = lambda a, b: 0", "seen = np.dot(2, 3) != 6"),
    "a_name_in_builtins": Trace("builtins.left = 1", 'seen = hasattr(builtins, "left")'),
    "a_module": Trace('sys.modules["left"] = sys', 'seen = "left" in sys.modules'),
    "a_finder_of_modules": Trace("sys.meta_path.insert(0, sys)", "seen = sys in sys.meta_path"),
    "an_object": Trace(
        "class Left(list): pass\nkept = Left()",
        'seen = any(type(each).__name__ == "Left" for each in gc.get_objects())',
    ),
    "a_variable": Trace('os.environ["LEFT"] = "1"', 'seen = "LEFT" in os.environ'),
    "a_mask_for_files": Trace("os.umask(0o277)", "seen = os.umask(0o22) == 0o277"),
    "a_limit": Trace(
        "resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))",
        "seen = resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 300",
    ),
    "a_low_priority": Trace(
        "os.setpriority(os.PRIO_PROCESS, 0, 19)", "seen = os.getpriority(os.PRIO_PROCESS, 0) == 19"
    ),
    "a_blocked_signal": Trace(
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])",
        "seen = signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])",
    ),
    "an_ignored_signal": Trace(
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)",
        "seen = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN",
    ),
    "a_timer": Trace(
        "signal.setitimer(signal.ITIMER_VIRTUAL, 1000)",
        "seen = signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0",
    ),
    "another_folder": Trace('os.chdir("/")', "seen = os.getcwd() == '/'"),
    "an_open_descriptor": Trace(
        "os.dup2(os.open(os.devnull, os.O_RDONLY), 777)",
        "try:\n    seen = os.fstat(777) is not None\nexcept OSError:\n    pass",
    ),
    "random_numbers": Trace(
        "np.random.seed(4)", "seen = np.random.random() == np.random.RandomState(4).random()"
    ),
    "a_hook_at_the_end": Trace("atexit.register(print)", "seen = atexit._ncallbacks() > 0"),
    "a_trace_function": Trace("sys.setprofile(lambda *_: None)", "seen = sys.getprofile() is not None"),
    "a_way_to_deal_with_errors": Trace('np.seterr(all="raise")', 'seen = np.geterr()["over"] == "raise"'),
}

# What a submission does to the processes around it; `seen` counts what worked and should not have.
REACHES = {
    "kills": """
for number in [*range(1, 40), os.getppid(), -1]:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP, signal.SIGUSR1, signal.SIGKILL):
        if number not in (os.getpid(), 0):
            try:
                os.kill(number, name)
            except OSError:
                pass
""",
    "stops": """
for number in [*range(1, 40), os.getppid(), -1]:
    if number not in (os.getpid(), 0):
        try:
            os.kill(number, signal.SIGSTOP)
        except OSError:
            pass
""",
    "slows_down": """
import ctypes
libc = ctypes.CDLL(None)
for number in [*range(1, 40), os.getppid()]:
    if number != os.getpid():
        libc.setpriority(os.PRIO_PROCESS, number, 19)
        libc.prlimit(number, resource.RLIMIT_NPROC, (ctypes.c_long * 2)(1, 1), None)
        libc.sched_setscheduler(number, 5, (ctypes.c_int * 1)(0))
for kind in (os.PRIO_PGRP, os.PRIO_USER):
    libc.setpriority(kind, 0, 19)
""",
    "traces": """
import ctypes
libc = ctypes.CDLL(None)
for number in [*range(1, 40), os.getppid()]:
    if number != os.getpid():
        seen += libc.ptrace(16, number, 0, 0) != -1
        seen += libc.process_vm_readv(number, 0, 0, 0, 0, 0) != -1
        seen += libc.pidfd_getfd(libc.syscall(434, number, 0), 0, 0) != -1 if hasattr(libc, "pidfd_getfd") else 0
""",
    "looks_around": """
own = {os.getpid()}
for number in [*range(1, 40), os.getppid()]:
    for name in ("mem", "fd/0", "fd/1", "fd/3", "fd/4", "fd/5", "environ", "maps", "root/etc"):
        if number not in own:
            try:
                os.close(os.open(f"/proc/{number}/{name}", os.O_RDONLY))
                # Whose memory may be seen is a process of this submission's own, or that of nobody here.
                seen += os.stat(f"/proc/{number}").st_uid != os.getuid() or number == os.getppid()
            except OSError:
                pass
""",
    "writes_frames_late": """
import fcntl, stat
if os.fork() == 0:
    os.setsid()
    pipes = [number for number in map(int, os.listdir("/proc/self/fd")) if number > 2]
    end = time.time() + 20
    while time.time() < end:
        for number in pipes:
            try:
                os.set_blocking(number, False)
                os.write(number, b"GRD1" + bytes([6]) + (0).to_bytes(8, "little"))
            except OSError:
                pass
""",
    "kills_its_group": "os.killpg(0, signal.SIGKILL)",
    "stops_its_group": "os.killpg(0, signal.SIGSTOP)",
    "leaves_a_bomb": """
for _ in range(200):
    try:
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            time.sleep(60)
            os._exit(0)
    except OSError:
        break
""",
    "fills_memory": 'kept = bytearray(300_000_000); kept[::4096] = b"x" * len(kept[::4096])',
    "ends_itself": "os.kill(os.getpid(), signal.SIGKILL)",
    "hangs": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); time.sleep(60)",
}
