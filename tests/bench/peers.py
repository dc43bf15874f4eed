"""The same pages beside WordPress multisite."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from load import Load, median_ratio
from machine import REPOSITORY, Server, fetch, free_port, say, table, with_children
from network import pages_of


def bench_peers(arguments, bench):
    script = REPOSITORY.parent / "shared" / "peers" / "wordpress-multisite.sh"
    if not script.exists():
        say("The script that sets up WordPress multisite (../shared/peers/wordpress-multisite.sh) is not here: nothing to compare with.")
        return
    if os.geteuid() != 0:
        sys.exit("peers needs root: the script installs packages and starts servers under their own accounts")
    # Its servers run under accounts of their own, which must be able to walk in.
    folder = Path(tempfile.mkdtemp(prefix="umbel-peers.", dir="/tmp"))
    folder.chmod(0o755)
    port = free_port()
    while any(socket.socket().connect_ex(("127.0.0.1", port + more)) == 0 for more in (1, 2)):
        port = free_port()
    environment = dict(os.environ, PORT=str(port), SITES=str(arguments.sites), POSTS=str(arguments.posts))

    def peer(command):
        return subprocess.run(["bash", str(script), str(folder), command], env=environment, stdin=subprocess.DEVNULL,
                              stdout=sys.stdout, stderr=sys.stderr, check=False, timeout=1800).returncode

    try:
        say(f"Setting up WordPress multisite with {arguments.sites} sites of {arguments.posts} posts …")
        if peer("setup") != 0:
            sys.exit("WordPress could not be set up")
        compare_peers(arguments, bench, folder, port)
    finally:
        peer("stop")
        shutil.rmtree(folder, ignore_errors=True)


def compare_peers(arguments, bench, folder, port):
    wordpress_pages = {"site front": (f"site1.wp.localhost:{port}", "/"),
                       "post": (f"site1.wp.localhost:{port}", "/2025/01/11/post-10/"),
                       "umbrella front": (f"wp.localhost:{port}", "/")}

    def wordpress_pids():
        roots = [int((folder / "run" / f"{name}.pid").read_text()) for name in ("nginx", "fpm", "mysql")]
        return [pid for root in roots for pid in with_children(root)]

    ours, _ = bench.seeded(arguments.sites, arguments.posts)
    ours_uncached, _ = bench.seeded(arguments.sites, arguments.posts, name="-uncached")
    with Server(ours) as cached, Server(ours_uncached, cache=False) as uncached:
        sides = {
            "umbel": (cached, pages_of(bench, ours, cached), cached.port),
            "umbel, no cache": (uncached, pages_of(bench, ours_uncached, uncached), uncached.port),
            "WordPress, page cache": (None, wordpress_pages, port + 1),
            "WordPress, no cache": (None, wordpress_pages, port),
        }
        loads, runs = {}, []
        for number in range(1, arguments.rounds + 1):
            for page in wordpress_pages:
                for connections in arguments.connections:
                    for side, (server, pages, at) in sides.items():
                        host, path = pages[page]
                        pids = with_children(server.pid) if server else wordpress_pids()
                        load = Load(at, host, path, connections, arguments.seconds, pids=pids)
                        loads.setdefault((page, connections), {}).setdefault(side, []).append(load)
                        size = len(fetch(at, host, path).body)
                        runs.append([f"round {number}, {page}, {connections} connections, {side}", f"{load.rate:.0f}",
                                     f"{load.p50:.2f}", f"{load.p99:.2f}", f"{load.cpu_ms:.3f}", size, load.trouble])
        say()
        table(["run", "req/s", "p50 ms", "p99 ms", "CPU ms/req", "bytes", ""], runs)
        say()
        rows = []
        for (page, connections), by_side in loads.items():
            for us, them in [("umbel", "WordPress, page cache"), ("umbel, no cache", "WordPress, no cache")]:
                pairs = list(zip(by_side[us], by_side[them]))
                rows.append([f"{page}, {connections} connections, {us} ÷ {them}",
                             f"{median_ratio((a.rate, b.rate) for a, b in pairs):.2f}",
                             f"{median_ratio((a.p99, b.p99) for a, b in pairs):.3f}",
                             f"{median_ratio((a.cpu_ms, b.cpu_ms) for a, b in pairs):.3f}"])
        say(f"Medians of {arguments.rounds} rounds (more is better for req/s, less for the others; no goals):")
        table(["", "req/s", "p99", "CPU/req"], rows)
