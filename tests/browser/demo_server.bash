# Sourced by run and screenshots: npm packages, and a demo server of our own on a free port, stopped by its pid.
# shellcheck shell=bash

browser_folder=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
repository=$(cd -- "$browser_folder/../.." && pwd -P)
demo_folder=
demo_pid=

complain() { printf 'tests/browser: %s\n' "$*" >&2; }

need() {
  local command
  for command in "$@"; do
    if ! command -v "$command" >/dev/null; then
      complain "$command is missing; tests/run installs what the tests need"
      return 1
    fi
  done
}

# Installs exactly what the lock file names, when it changed since the last time.
npm_packages() {
  local stamp=$browser_folder/node_modules/.installed-from
  if ! cmp -s "$browser_folder/package-lock.json" "$stamp"; then
    # No scripts: vnu-jar's would fetch the file that its package already holds.
    (cd -- "$browser_folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
    cp -- "$browser_folder/package-lock.json" "$stamp"
  fi
}

answers() {
  local line
  # A request by hand: curl need not be installed.
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /-/ready HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$1" >&3
  IFS= read -r -t 5 line <&3
  exec 3>&-
  [[ $line == *" 200 "* ]]
}

# Starts the demo and exports its address as UMBEL_TEST_ORIGIN; a caller who set that uses their own server.
start_demo() {
  local program=${UMBEL_BIN:-$repository/target/debug/umbel} port began=$SECONDS
  if [[ -n ${UMBEL_TEST_ORIGIN:-} ]]; then
    printf 'Using the server at %s\n' "$UMBEL_TEST_ORIGIN"
    return 0
  fi
  if [[ ! -x $program ]]; then
    complain "no program at $program: cargo build --release -p umbel-server, or name one in UMBEL_BIN"
    return 1
  fi
  demo_folder=$(mktemp -d "${TMPDIR:-/tmp}/umbel-demo.XXXXXX") || return 1
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  # A database that somebody has in the environment is not ours to fill.
  env -u UMBEL_DATABASE_URL -u UMBEL_DATA_DIR -u UMBEL_LISTEN -u UMBEL_SMTP_URL -u UMBEL_SHOTS \
    "$program" demo --dir "$demo_folder/data" --listen "127.0.0.1:$port" >"$demo_folder/server.log" 2>&1 </dev/null &
  demo_pid=$!
  until (answers "$port") 2>/dev/null; do
    if ! kill -0 "$demo_pid" 2>/dev/null || ((SECONDS - began > 180)); then
      tail -n 30 "$demo_folder/server.log" >&2
      complain "the demo did not come up on port $port"
      return 1
    fi
    sleep 0.1
  done
  export UMBEL_TEST_ORIGIN="http://localhost:$port"
  printf 'The demo answers at %s after %s s.\n' "$UMBEL_TEST_ORIGIN" "$((SECONDS - began))"
}

stop_demo() {
  local tenths=0
  if [[ -n $demo_pid ]]; then
    kill -TERM "$demo_pid" 2>/dev/null
    while kill -0 "$demo_pid" 2>/dev/null && ((tenths < 150)); do
      sleep 0.1
      tenths=$((tenths + 1))
    done
    kill -KILL "$demo_pid" 2>/dev/null
    wait "$demo_pid" 2>/dev/null
    demo_pid=
  fi
  if [[ -n $demo_folder ]]; then
    rm -rf -- "$demo_folder"
    demo_folder=
  fi
}
trap stop_demo EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The server's own complaints, when a test failed.
show_server_log() {
  if [[ -n $demo_folder && -s $demo_folder/server.log ]]; then
    printf '\nLast lines of the server:\n'
    tail -n 25 "$demo_folder/server.log"
  fi
}
