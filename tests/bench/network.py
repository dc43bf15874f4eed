"""Synthetic networks, and the pages of them that are measured."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import REPOSITORY, UMBEL, fetch, say, umbel_environment


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
