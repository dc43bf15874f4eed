"""Measures Umbel on this machine; called by tests/bench/run, which has the list of what it measures.

Loads go over loopback only, each is bounded in time, and only processes started here are ended, by their pid.
"""

import argparse
import contextlib
import gzip
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
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


# --- processes -------------------------------------------------------------------------------------------------------


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


# --- requests --------------------------------------------------------------------------------------------------------


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


def milliseconds(text):
    """What wrk prints as a time; not a number where it prints none."""
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[found[2]] if found else float("nan")


class Load:
    """One run of wrk: `rate` a second, `p50` `p99` and `mean` in ms, `cpu_ms` of the server a request."""

    def __init__(self, port, host, path, connections, seconds, encoding="identity", pids=()):
        before = cpu_seconds(pids)
        run = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s",
             "-H", f"Host: {host}", "-H", f"Accept-Encoding: {encoding}", f"http://127.0.0.1:{port}{path}"],
            capture_output=True, text=True, check=False, timeout=seconds + 60, stdin=subprocess.DEVNULL,
            preexec_fn=on_cores(LOAD_CORES))
        spent = cpu_seconds(pids) - before
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


class Slices:
    """Several short loads as one: the median of each figure, so that a pause of the machine spoils one slice only."""

    def __init__(self, loads):
        for figure in ("rate", "p50", "p99", "mean", "cpu_ms"):
            setattr(self, figure, middle(getattr(load, figure) for load in loads))
        self.trouble = " ".join(filter(None, (load.trouble for load in loads)))


# --- seeded networks -------------------------------------------------------------------------------------------------


class Bench:
    def __init__(self):
        self.kept = os.environ.get("UMBEL_BENCH_DIR")
        # In the build folder, not in /tmp: a million posts may not fit into memory-backed /tmp.
        (REPOSITORY / "target").mkdir(exist_ok=True)
        self.temporary = Path(tempfile.mkdtemp(prefix="umbel-bench.", dir=REPOSITORY / "target"))

    def close(self):
        shutil.rmtree(self.temporary, ignore_errors=True)

    def seeded(self, sites, posts, name=""):
        """A data directory with a synthetic network: (folder, seconds that took, or None when it was kept)."""
        folder = (Path(self.kept) if self.kept else self.temporary) / f"seed-{sites}-{posts}{name}"
        complete = folder / "seeded-completely"
        if complete.exists():
            return folder, None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"seeding {sites:,} sites with {posts:,} posts each …")
        began = time.perf_counter()
        command = [UMBEL, "seed", "--sites", str(sites), "--posts", str(posts)]
        run = self._umbel(folder, command)
        if run.returncode != 0:
            # Where an empty data directory is not enough, the umbrella comes first.
            first = self._umbel(folder, [UMBEL, "init", "--host", "localhost", "--name", "Seeded umbrella"])
            if first.returncode == 0:
                began = time.perf_counter()
                run = self._umbel(folder, command)
        if run.returncode != 0:
            sys.exit(f"umbel seed failed:\n{run.stdout[-1500:]}{run.stderr[-1500:]}")
        took = time.perf_counter() - began
        complete.touch()
        return folder, took

    @staticmethod
    def _umbel(folder, command):
        return subprocess.run(command, env=umbel_environment(folder), stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False, timeout=3600)

    def places(self, folder):
        """Hosts without ports by kind, as `umbel site list --json` tells them."""
        run = self._umbel(folder, [UMBEL, "site", "list", "--json"])
        if run.returncode != 0:
            sys.exit(f"umbel site list --json failed: {run.stderr}")
        try:
            listed = json.loads(run.stdout)
        except json.JSONDecodeError:
            listed = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
        if isinstance(listed, dict):
            listed = next(value for value in listed.values() if isinstance(value, list))
        by_kind = {}
        for place in listed:
            by_kind.setdefault(place.get("kind", "site"), []).append(place["host"].split(":")[0])
        return by_kind


def pages_of(bench, folder, server):
    """The three pages that are measured: {name: (host with port, path)}."""
    places = bench.places(folder)
    site = f"{places['site'][0]}:{server.port}"
    umbrella = f"{places.get('umbrella', ['localhost'])[0]}:{server.port}"
    blog = fetch(server.port, site, "/blog").body.decode()
    post = re.search(r"""href=["']?(?:https?://[^/"' >]+)?(/blog/(?!topics/|tags/|archive/|authors?/|feed)[^"'/ ?#>]+)""",
                     blog)
    if not post:
        sys.exit(f"no post found on {site}/blog")
    pages = {"site front": (site, "/"), "post": (site, post[1]), "umbrella front": (umbrella, "/")}
    for name, (host, path) in pages.items():
        status = fetch(server.port, host, path).status
        if status != 200:
            sys.exit(f"{name}: http://{host}{path} answers {status}")
    return pages


# --- pages beside nginx ----------------------------------------------------------------------------------------------


class Nginx:
    """nginx with a configuration of its own over a folder of files."""

    def __init__(self, folder, file_cache, headers):
        self.port = free_port()
        # The same bytes on the wire: what umbel says besides what nginx says by itself.
        own = {"content-length", "content-type", "content-encoding", "date", "etag", "last-modified", "vary", "server",
               "connection", "accept-ranges"}
        added = " ".join(f'add_header {name} "{value}";' for name, value in headers if name.lower() not in own)
        (folder / "nginx.conf").write_text(f"""
{'user root;' if os.geteuid() == 0 else ''}
worker_processes {WORKERS};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 75s;
  keepalive_requests 1000000000;
  {'open_file_cache max=100 inactive=600s; open_file_cache_valid 600s;' if file_cache else ''}
  default_type "text/html; charset=utf-8";
  gzip_static on;
  gzip_vary on;
  client_body_temp_path {folder}/temp; proxy_temp_path {folder}/temp; fastcgi_temp_path {folder}/temp;
  uwsgi_temp_path {folder}/temp; scgi_temp_path {folder}/temp;
  server {{
    listen 127.0.0.1:{self.port} backlog=1024;
    root {folder}/files;
    {added}
    location = /page-br.html {{ gzip_static off; {added} add_header Content-Encoding br; add_header Vary Accept-Encoding; }}
  }}
}}
""")
        self.process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")],
                                        stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=on_cores(SERVER_CORES))
        for _ in range(200):
            with contextlib.suppress(OSError):
                fetch(self.port, "localhost", "/page.html")
                break
            if self.process.poll() is not None:
                sys.exit(f"nginx ended: {(folder / 'nginx-error.log').read_text()}")
            time.sleep(0.05)
        self.pids = with_children(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        stop(self.process)


def header_bytes(answer):
    return sum(len(name) + len(value) + 4 for name, value in answer.headers.items())


def bench_pages(arguments, bench):
    folder, _ = bench.seeded(10, 100)
    with Server(folder) as umbel:
        host, path = pages_of(bench, folder, umbel)["site front"]
        files = bench.temporary / "nginx" / "files"
        files.mkdir(parents=True)
        bodies = {}
        for encoding, name in [("identity", "page.html"), ("gzip", "page.html.gz"), ("br", "page-br.html")]:
            answer = fetch(umbel.port, host, path, encoding)
            sent = answer.headers.get("Content-Encoding", "identity")
            if sent != encoding:
                say(f"umbel answers {sent} when asked for {encoding}: left out")
                continue
            (files / name).write_bytes(answer.body)
            bodies[encoding] = answer
        if "gzip" in bodies and gzip.decompress(bodies["gzip"].body) != bodies["identity"].body:
            say("note: the gzip page is not the identity page, compressed")
        nginx_path = {"identity": "/page.html", "gzip": "/page.html", "br": "/page-br.html"}
        with Nginx(files.parent, arguments.nginx_file_cache, bodies["identity"].headers.items()) as nginx:
            say(f"Page: http://{host}{path}; keep-alive; wrk with one thread on core {LOAD_CORES[0]}, the server with "
                f"{WORKERS} worker(s) on core(s) {', '.join(map(str, SERVER_CORES))}; in each round {arguments.slices} "
                "slices of a second a side, in turn.")
            say("nginx: sendfile, access_log off, umbel's headers, gzip_static with umbel's own gzip bytes"
                + (", open_file_cache." if arguments.nginx_file_cache else "."))
            say("Debian's nginx-light has no Brotli module: there it serves umbel's Brotli bytes as a plain static file.")
            for encoding, ours in bodies.items():
                theirs = fetch(nginx.port, host, nginx_path[encoding], encoding)
                if theirs.body != ours.body:
                    sys.exit(f"nginx does not serve the same {encoding} bytes")
                say(f"{encoding}: body {len(ours.body)} bytes; headers {header_bytes(ours)} bytes from umbel, "
                    f"{header_bytes(theirs)} from nginx")
            compare_pages(arguments, bodies, umbel, nginx, host, path, nginx_path)


def compare_pages(arguments, bodies, umbel, nginx, host, path, nginx_path):
    runs = []
    results = {}
    for encoding in bodies:
        for port, where in [(umbel.port, path), (nginx.port, nginx_path[encoding])]:
            Load(port, host, where, 16, 1, encoding)
    for number in range(1, arguments.rounds + 1):
        for connections in arguments.connections:
            for encoding in bodies:
                sides = [("umbel", umbel.port, path, with_children(umbel.pid)),
                         ("nginx", nginx.port, nginx_path[encoding], nginx.pids)]
                slices = {"umbel": [], "nginx": []}
                for _ in range(arguments.slices):
                    for name, port, where, pids in sides:
                        slices[name].append(Load(port, host, where, connections, 1, encoding, pids))
                for name, loads in slices.items():
                    load = Slices(loads)
                    results.setdefault((connections, encoding), {}).setdefault(name, []).append(load)
                    runs.append([f"round {number}, {connections} connections, {encoding}, {name}", f"{load.rate:.0f}",
                                 f"{load.p50:.3f}", f"{load.p99:.3f}", f"{1000 * load.cpu_ms:.1f}", load.trouble])
    say()
    table(["run", "req/s", "p50 ms", "p99 ms", "CPU µs/req", ""], runs)
    say()
    rows = []
    for (connections, encoding), sides in results.items():
        pairs = list(zip(sides["umbel"], sides["nginx"]))
        rate = median_ratio((ours.rate, theirs.rate) for ours, theirs in pairs)
        p99 = median_ratio((ours.p99, theirs.p99) for ours, theirs in pairs)
        cpu = median_ratio((ours.cpu_ms, theirs.cpu_ms) for ours, theirs in pairs)
        goal = "no goal" if encoding == "identity" else verdict(rate, 1.0, at_least=True)
        rows.append([f"{connections} connections, {encoding}", f"{rate:.2f}", goal, f"{p99:.2f}",
                     verdict(p99, 1.0, at_least=False), f"{cpu:.2f}"])
    say(f"Medians of {arguments.rounds} rounds, umbel ÷ nginx:")
    table(["", "req/s", "goal ≥ 1.0", "p99", "goal ≤ 1.0", "CPU/req"], rows)


# --- pages made anew -------------------------------------------------------------------------------------------------


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


# --- memory, start, seed ---------------------------------------------------------------------------------------------


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


# --- peers -----------------------------------------------------------------------------------------------------------


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


# --- command line ----------------------------------------------------------------------------------------------------


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
