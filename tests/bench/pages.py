"""Kept pages beside nginx serving the same bytes."""

import contextlib
import gzip
import os
import subprocess
import sys
import time

from load import Load, Slices, median_ratio, quiet_pairs
from machine import LOAD_CORES, SERVER_CORES, WORKERS, Server, fetch, free_port, on_cores, say, stop, table, verdict, with_children
from network import pages_of


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
    taken_again = 0
    for encoding in bodies:
        for port, where in [(umbel.port, path), (nginx.port, nginx_path[encoding])]:
            Load(port, host, where, 16, 1, encoding)
    for number in range(1, arguments.rounds + 1):
        for connections in arguments.connections:
            for encoding in bodies:
                sides = [("umbel", umbel.port, path, with_children(umbel.pid)),
                         ("nginx", nginx.port, nginx_path[encoding], nginx.pids)]

                def both():
                    return [Load(port, host, where, connections, 1, encoding, pids) for _, port, where, pids in sides]

                pairs, more = quiet_pairs(arguments.slices, both)
                taken_again += more
                for (name, *_), loads in zip(sides, zip(*pairs)):
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
    say(f"{taken_again} pairs of slices were left out: the machine was busier with something else then than in the ones that count.")
    say(f"Medians of {arguments.rounds} rounds, umbel ÷ nginx:")
    table(["", "req/s", "goal ≥ 1.0", "p99", "goal ≤ 1.0", "CPU/req"], rows)
