#!/usr/bin/env bash
# A cluster for tests: cluster.sh [NODES] [VERSION]. One to three nodes on loopback, each a JVM with a heap of 512 MB.
#
# Prints `node NUMBER PID PORT` for each node that it starts, then `green PORT,PORT,…`. After that it reads commands:
#
#   kill N    ends node N at once (SIGKILL), and prints `killed N`
#   start     starts the nodes that are gone, and prints `green …` again
#
# It ends when its input ends, and with it the nodes. If no cluster can be had it prints `none REASON` and ends with status 3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
nodes=${1:-1}
version=${2:-2.19.6}
seconds=${CLUSTER_SECONDS:-300}
kept=${CARGO_TARGET_DIR:-$here/../../target}/cluster/$version

none() {
    echo "none $1"
    exit 3
}

# The first Java among the usual places whose version is within the bounds.
find_java() {
    local least=17 most=23 java major
    case $version in 3.*) least=21 most=99 ;; esac
    for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" \
        /usr/lib/jvm/*/bin/java /opt/java/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
        "$HOME"/.sdkman/candidates/java/*/bin/java; do
        [ -x "$java" ] && [ -x "${java}c" ] || java=$(readlink -f "$java" 2>/dev/null || true)
        [ -x "$java" ] && [ -x "${java}c" ] || continue
        major=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p')
        if [ -n "$major" ] && [ "$major" -ge "$least" ] && [ "$major" -le "$most" ]; then
            echo "$java"
            return
        fi
    done
    return 1
}

# Jars are fetched into a folder of their own, which gets its name when it is complete.
fetch_jars() {
    [ -d "$kept/lib" ] && return
    command -v mvn >/dev/null || none "the jars of OpenSearch $version need Maven"
    mkdir -p "$kept"
    local part
    part=$(mktemp -d "$kept/part.XXXXXX")
    local profile=()
    [ "$version" = 2.19.6 ] || profile=(-P "$version")
    if ! mvn -q -f "$here/pom.xml" ${profile[@]+"${profile[@]}"} dependency:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$part" </dev/null >"$part/mvn.log" 2>&1; then
        local why
        why=$(grep -m 1 ERROR "$part/mvn.log" | cut -c 1-200 || true)
        rm -rf "$part"
        none "the jars of OpenSearch $version cannot be fetched: $why"
    fi
    [ -d "$kept/lib" ] || mv "$part" "$kept/lib"
    rm -rf "$part" # still there if another run was faster
}

is_used() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The first of twenty ports that are all free.
free_ports() {
    local port at free
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 400 * 20)) free=yes
        for at in $(seq "$port" $((port + 19))); do
            if is_used "$at"; then
                free=
                break
            fi
        done
        [ -z "$free" ] || { echo "$port"; return; }
    done
    return 1
}

case $nodes in [1-3]) ;; *) none "a test cluster has one to three nodes, not $nodes" ;; esac
java=$(find_java) || none "OpenSearch $version needs a JDK: 17 to 23 for 2.x, 21 or later for 3.x"
fetch_jars
first=$(free_ports) || none "no free ports"
folder=$(mktemp -d "${TMPDIR:-/tmp}/jianbao-cluster.XXXXXX")
pids=() inputs=()

# A process that was killed and not yet waited for still has an id.
is_alive() {
    local pid=${pids[$1]:-}
    [ -n "$pid" ] || return 1
    case $(ps -o stat= -p "$pid" 2>/dev/null) in '' | Z*) return 1 ;; esac
}

launch() {
    local input
    exec {input}> >(exec "$java" -Xms512m -Xmx512m -XX:+UseSerialGC \
        -Dopensearch.set.netty.runtime.available.processors=false \
        -cp "$kept/lib/*" "$here/TestNode.java" "$1" "$nodes" "$first" "$folder/node-$1" >>"$folder/node-$1.log" 2>&1)
    pids[$1]=$! inputs[$1]=$input
    echo "node $1 ${pids[$1]} $((first + $1 - 1))"
}

end() {
    local n
    for n in $(seq "$nodes"); do
        [ -z "${inputs[$n]:-}" ] || { exec {inputs[$n]}>&-; } 2>/dev/null || true
        ! is_alive "$n" || kill "${pids[$n]}" 2>/dev/null || true
    done
    for _ in $(seq 100); do
        for n in $(seq "$nodes"); do
            ! is_alive "$n" || { sleep 0.1; continue 2; }
        done
        break
    done
    for n in $(seq "$nodes"); do
        ! is_alive "$n" || kill -9 "${pids[$n]}" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# One GET without curl: the body of the answer on one line.
health() {
    local connection
    exec {connection}<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET /_cluster/health?wait_for_nodes=%s&wait_for_status=green&timeout=2s HTTP/1.0\r\n\r\n' "$nodes" >&"$connection"
    timeout 10 cat <&"$connection" || true
    exec {connection}>&-
}

green() {
    local until=$((SECONDS + seconds)) n answer ports
    while [ "$SECONDS" -lt "$until" ]; do
        for n in $(seq "$nodes"); do
            is_alive "$n" || launch "$n"
        done
        sleep 1
        answer=$( (health "$first") 2>/dev/null || true)
        case $answer in
        *'"status":"green","timed_out":false,"number_of_nodes":'"$nodes,"*)
            ports=$(seq -s , "$first" $((first + nodes - 1)))
            echo "green $ports"
            return
            ;;
        esac
    done
    tail -n 20 "$folder"/node-*.log >&2
    none "no green cluster of $nodes nodes within $seconds seconds"
}

green
while read -r command number; do
    case $command in
    kill)
        kill -9 "${pids[$number]}"
        while is_alive "$number"; do sleep 0.1; done
        echo "killed $number"
        ;;
    start)
        # The others count a killed node for a moment.
        sleep 3
        green
        ;;
    esac
done
