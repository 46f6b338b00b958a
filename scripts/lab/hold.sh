#!/bin/sh
# hold.sh opener|forever
# The first process of the lab: it holds the network and PID namespace that everything else lives in. It says its PID as
# seen from outside (before a /proc of its own is mounted) and waits for a line, so that nothing is left when whoever
# starts it dies before the PID is written down. Then it lives as long as its opener holds its stdin, or forever.
read -r pid rest </proc/self/stat
echo "$pid"
read -r line || exit 1
# Who ignores SIGCHLD has its children reaped by the kernel; PID 1 inherits every orphan.
trap '' CHLD
[ "$1" = forever ] && exec sleep infinity </dev/null >/dev/null 2>&1
exec cat >/dev/null 2>&1
