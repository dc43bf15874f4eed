"""This machine, the servers measured on it, and what is printed."""

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UMBEL = os.environ["UMBEL_BIN"]
REPOSITORY = Path(__file__).resolve().parents[2]
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# The load has the last core for itself and the servers share the others: on shared cores the slowest answers of any
# server are the scheduler's time slices, not the server's.
CORES = sorted(os.sched_getaffinity(0))
LOAD_CORES = CORES[-1:]
SERVER_CORES = CORES[:-1] or CORES
WORKERS = len(SERVER_CORES)


def on_cores(cores):
    """For subprocess: bind the new process, and all it starts, to these cores."""
    return lambda: os.sched_setaffinity(0, cores)


def say(line=""):
    print(line, flush=True)


def table(head, rows):
    """Prints rows in columns; the first column to the left, figures to the right."""
    cells = [head] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        say("  ".join(cell.ljust(width) if index == 0 else cell.rjust(width)
                      for index, (cell, width) in enumerate(zip(row, widths))).rstrip())


def verdict(ratio, goal, at_least):
    met = ratio >= goal if at_least else ratio <= goal
    return "met" if met else "NOT met"


def describe_machine():
    version = subprocess.run([UMBEL, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    load = Path("/proc/loadavg").read_text().split()[0]
    say(f"{version or UMBEL}; {os.cpu_count()} cores, load {load} before the start, {time.strftime('%Y-%m-%d %H:%M')}")


def free_port():
    """A port below the range that the system uses for outgoing connections, so a load cannot take it."""
    while True:
        port = random.randint(20000, 29999)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def stop(process, patience=20):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def with_children(pid):
    """The process and all beneath it."""
    pids = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                pids += with_children(int(child))
    return pids


def cpu_seconds(pids):
    """User and system time of the processes so far."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            # The program's name may hold spaces; figures start behind its closing bracket.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND


def others_cpu(pids):
    """{thread: nanoseconds it has run} of everything on this machine but the processes `pids` and this one."""
    spared = {str(pid) for pid in [*pids, os.getpid()]}
    ran = {}
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal() or process.name in spared:
            continue
        with contextlib.suppress(OSError):
            for task in (process / "task").iterdir():
                with contextlib.suppress(OSError):
                    ran[task.name] = int((task / "schedstat").read_text().split()[0])
    return ran


def status_kib(pid, key):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1])
    return 0


def umbel_environment(folder, **more):
    """Our own settings only: what somebody has in the environment must not change what is measured."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UMBEL_")}
    environment["UMBEL_DATA_DIR"] = str(folder)
    environment.update(more)
    return environment


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


def fetch(port, host, path, encoding="identity"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": host, "Accept-Encoding": encoding})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Server:
    """`umbel serve` on a free port, ready when the first page came; a context manager that stops it."""

    def __init__(self, folder, cache=True):
        self.port = free_port()
        self.log = tempfile.TemporaryFile()
        environment = umbel_environment(
            folder,
            UMBEL_LISTEN=f"127.0.0.1:{self.port}",
            UMBEL_SERVER__PUBLIC_PORT=str(self.port),
            UMBEL_SERVER__WORKERS=str(WORKERS),
            UMBEL_CACHE__ENABLED="true" if cache else "false",
            UMBEL_LOG__LEVEL="error",
        )
        began = time.perf_counter()
        self.process = subprocess.Popen([UMBEL, "serve"], env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, preexec_fn=on_cores(SERVER_CORES))
        self.pid = self.process.pid
        try:
            self.seconds_to_first_page = self._wait_for_first_page(began)
        except BaseException:
            stop(self.process)
            raise

    def _wait_for_first_page(self, began, patience=120):
        while time.perf_counter() - began < patience:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                if fetch(self.port, f"localhost:{self.port}", "/").status == 200:
                    return time.perf_counter() - began
            time.sleep(0.001)
        self.log.seek(0)
        sys.exit(f"umbel serve did not answer with a page:\n{self.log.read().decode(errors='replace')[-3000:]}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        stop(self.process)
