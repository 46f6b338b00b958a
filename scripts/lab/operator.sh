#!/bin/sh
# operator.sh ADDRESS ADDRESS6
# Holds the network namespace in which the program under test runs: one interface on the lab's switch, no default route.
read -r pid rest </proc/self/stat
echo "$pid"
read -r line <&3 || exit 1
set -e
ip link set lo up
ip address add "$1/24" dev eth0
ip address add "$2/64" dev eth0 nodad
ip link set eth0 up
echo ready
exec sleep infinity </dev/null >/dev/null 2>&1 3<&-
