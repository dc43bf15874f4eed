"""Measures Umbel on this machine; called by tests/bench/run, which has the list of what it measures.

Loads go over loopback only, each is bounded in time, and only processes started here are ended, by their pid.
"""

import argparse
import contextlib
import random
import signal
import statistics
import sys

from load import Load, middle
from machine import Server, describe_machine, fetch, say, status_kib, table, verdict
from network import Bench, pages_of
from pages import bench_pages
from peers import bench_peers


def bench_uncached(arguments, bench):
    say("Page cache off; one connection, identity encoding; CPU is user and system time of the server a page.")
    loads = {}
    with contextlib.ExitStack() as running:
        # All sizes at once and in turn: what else the machine does then meets them alike.
        servers = {}
        for sites in arguments.sizes:
            folder, _ = bench.seeded(sites, arguments.posts)
            umbel = running.enter_context(Server(folder, cache=False))
            servers[sites] = (umbel, pages_of(bench, folder, umbel))
        for umbel, pages in servers.values():
            for host, path in pages.values():
                Load(umbel.port, host, path, 1, 1)
        for _ in range(arguments.rounds):
            for name in ("site front", "post", "umbrella front"):
                for sites, (umbel, pages) in servers.items():
                    host, path = pages[name]
                    load = Load(umbel.port, host, path, 1, arguments.seconds, pids=[umbel.pid])
                    if load.trouble:
                        say(f"{name} at {sites:,} sites: {load.trouble}")
                    loads.setdefault(name, {}).setdefault(sites, []).append(load)
    say()
    rows = []
    for name, by_size in loads.items():
        for sites, runs in by_size.items():
            figures = [middle(getattr(run, figure) for run in runs) for figure in ("mean", "p99", "cpu_ms")]
            rows.append([f"{name}, {sites:,} sites × {arguments.posts}"] + [f"{figure:.3f}" for figure in figures])
    table([f"median of {arguments.rounds} rounds", "ms", "p99 ms", "CPU ms"], rows)
    say()
    rows = []
    smallest = arguments.sizes[0]
    for name, by_size in loads.items():
        for sites in arguments.sizes[1:]:
            cost = {}
            for figure in ("mean", "cpu_ms"):
                few, many = (middle(getattr(run, figure) for run in by_size[size]) for size in (smallest, sites))
                cost[figure] = many / few if few else float("nan")
            # The goal is the umbrella's; a site's own pages are shown beside it.
            judged = name == "umbrella front"
            rows.append([f"{name}, {sites:,} ÷ {smallest:,} sites", f"{cost['mean']:.2f}", f"{cost['cpu_ms']:.2f}",
                         verdict(max(cost.values()), 1.5, at_least=False) if judged else "no goal"])
    table(["growth", "ms", "CPU", "goal ≤ 1.5"], rows)


def bench_memory(arguments, bench):
    rows = []
    resident = {}
    for sites in (10, arguments.sites):
        folder, _ = bench.seeded(sites, arguments.posts)
        hosts = bench.places(folder)["site"]
        with Server(folder) as umbel:
            resident[sites] = status_kib(umbel.pid, "VmRSS")
            picked = random.Random(1).sample(hosts, min(len(hosts), 500))
            for host in picked:
                fetch(umbel.port, f"{host}:{umbel.port}", "/")
            rows.append([f"{len(hosts):,} sites × {arguments.posts} posts", f"{resident[sites] / 1024:.1f}",
                         f"{status_kib(umbel.pid, 'RssAnon') / 1024:.1f}", f"{status_kib(umbel.pid, 'VmRSS') / 1024:.1f}",
                         f"{status_kib(umbel.pid, 'VmHWM') / 1024:.1f}", len(picked)])
    say()
    table(["MiB", "after start", "own after reading", "after reading", "highest", "fronts read"], rows)
    more = resident[arguments.sites] - resident[10]
    say(f"{arguments.sites:,} sites ÷ 10 sites: {resident[arguments.sites] / resident[10]:.2f} after start; "
        f"{1024 * more / (arguments.sites - 10):.0f} bytes a site (no goal)")


def bench_start(arguments, bench):
    rows = []
    medians = {}
    for sites in (10, arguments.sites):
        folder, _ = bench.seeded(sites, arguments.posts)
        times = []
        for _ in range(arguments.rounds):
            with Server(folder) as umbel:
                times.append(1000 * umbel.seconds_to_first_page)
        medians[sites] = statistics.median(times)
        rows.append([f"{sites:,} sites × {arguments.posts} posts", f"{medians[sites]:.0f}", f"{min(times):.0f}", f"{max(times):.0f}"])
    say()
    say(f"From exec to the umbrella's first page (200), {arguments.rounds} starts:")
    table(["", "median ms", "least", "most"], rows)
    say(f"{arguments.sites:,} sites ÷ 10 sites: {medians[arguments.sites] / medians[10]:.2f} (no goal)")


def bench_seed(arguments, bench):
    # A kept network says nothing of how long it took.
    bench.kept = None
    folder, took = bench.seeded(arguments.sites, arguments.posts)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    posts = arguments.sites * arguments.posts
    say()
    say(f"{arguments.sites:,} sites and {posts:,} posts in {took:.1f} s: {arguments.sites / took:,.0f} sites and "
        f"{posts / took:,.0f} posts a second; {size / 2**20:,.0f} MiB on disk")
    say(f"goal: minutes, not hours (≤ 10 min): {verdict(took, 600, at_least=False)}")


def numbers(text):
    return [int(number.replace("_", "")) for number in text.split(",")]


def parse():
    parser = argparse.ArgumentParser(prog="tests/bench/run", description="Measures Umbel on this machine.")
    parser.set_defaults(uncached=False)
    commands = parser.add_subparsers(dest="what", required=True)

    def command(name, rounds, **more):
        sub = commands.add_parser(name)
        sub.add_argument("--rounds", type=int, default=rounds)
        for option, default in more.items():
            sub.add_argument(f"--{option}", type=type(default) if not isinstance(default, list) else numbers, default=default)
        return sub

    pages = command("pages", 3, seconds=5, slices=9, connections=[2, 16], sizes=[10, 1000, 10000], posts=100)
    pages.add_argument("--uncached", action="store_true", help="pages made anew, at each of --sizes sites")
    pages.add_argument("--nginx-file-cache", action="store_true", help="give nginx open_file_cache, too")
    command("memory", 1, sites=10000, posts=100)
    command("start", 5, sites=10000, posts=100)
    command("seed", 1, sites=10000, posts=100)
    command("peers", 3, seconds=5, connections=[2, 16], sites=3, posts=25)
    return parser.parse_args()


def main():
    arguments = parse()
    # A plain kill must stop what was started here, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    describe_machine()
    bench = Bench()
    try:
        if arguments.what == "pages":
            (bench_uncached if arguments.uncached else bench_pages)(arguments, bench)
        else:
            {"memory": bench_memory, "start": bench_start, "seed": bench_seed, "peers": bench_peers}[arguments.what](
                arguments, bench)
    finally:
        bench.close()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
