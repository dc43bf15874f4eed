"""Loads, and the figures taken from them."""

import re
import statistics
import subprocess
import sys

from machine import LOAD_CORES, cpu_seconds, on_cores, others_cpu


def milliseconds(text):
    """What wrk prints as a time; not a number where it prints none."""
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[found[2]] if found else float("nan")


class Load:
    """One run of wrk: `rate` a second, `p50` `p99` and `mean` in ms, `cpu_ms` of the server a request, and `others`,
    the share of the time that something else on the machine ran."""

    def __init__(self, port, host, path, connections, seconds, encoding="identity", pids=()):
        before, others = cpu_seconds(pids), others_cpu(pids)
        run = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s",
             "-H", f"Host: {host}", "-H", f"Accept-Encoding: {encoding}", f"http://127.0.0.1:{port}{path}"],
            capture_output=True, text=True, check=False, timeout=seconds + 60, stdin=subprocess.DEVNULL,
            preexec_fn=on_cores(LOAD_CORES))
        spent = cpu_seconds(pids) - before
        self.others = sum(ran - others.get(thread, 0) for thread, ran in others_cpu(pids).items()) / (seconds * 1e9)
        out = run.stdout
        found = re.search(r"([\d.]+)\s+requests in", out)
        if run.returncode != 0 or not found:
            sys.exit(f"wrk could not be run for {host}{path}:\n{out}{run.stderr}")
        self.requests = int(found[1])
        if self.requests == 0:
            # The others still say something; this one says so in the table.
            nothing = float("nan")
            self.rate, self.p50, self.p99, self.mean, self.cpu_ms = 0.0, nothing, nothing, nothing, nothing
            self.trouble = "no answer"
            return
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
        self.p50 = milliseconds(re.search(r"50%\s+(\S+)", out)[1])
        self.p99 = milliseconds(re.search(r"99%\s+(\S+)", out)[1])
        self.mean = milliseconds(re.search(r"Latency\s+(\S+)", out)[1])
        self.cpu_ms = 1000 * spent / self.requests
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
        sockets = re.search(r"Socket errors:.*", out)
        self.trouble = " ".join(filter(None, [bad and bad[0], sockets and sockets[0]]))


def median_ratio(pairs):
    """Of figures taken in the same round: what slowed both cancels out."""
    return middle(ours / theirs if theirs else float("nan") for ours, theirs in pairs)


def middle(figures):
    """Their median, without those that could not be measured."""
    known = [figure for figure in figures if figure == figure]
    return statistics.median(known) if known else float("nan")


# A kernel thread that holds a core for one tick of the scheduler makes every answer of that moment slow, whoever serves.
# Above this share of the time such moments, and not the servers, decide what the slowest of a hundred answers take.
QUIET = 0.005


def quiet_pairs(wanted, load_both):
    """`wanted` pairs of loads during which the machine did nothing else, and how many were left out.

    Where twice as many attempts are not enough, the least disturbed ones are taken.
    """
    pairs = []
    for _ in range(2 * wanted):
        pairs.append(load_both())
        if sum(disturbance(pair) <= QUIET for pair in pairs) == wanted:
            break
    return sorted(pairs, key=disturbance)[:wanted], len(pairs) - wanted


def disturbance(pair):
    return max(load.others for load in pair)


class Slices:
    """Several short loads as one: the median of each figure, so that a pause of the machine spoils one slice only."""

    def __init__(self, loads):
        for figure in ("rate", "p50", "p99", "mean", "cpu_ms"):
            setattr(self, figure, middle(getattr(load, figure) for load in loads))
        self.trouble = " ".join(filter(None, (load.trouble for load in loads)))
