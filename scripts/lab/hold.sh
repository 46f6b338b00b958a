#!/bin/sh
# hold.sh opener|forever
# The first process of the lab: it holds the network and PID namespace that everything else lives in. It says its PID as
# seen from outside (before a /proc of its own is mounted) and waits for a line, so that nothing is left when whoever
# starts it dies before the PID is written down. Then it lives as long as its opener holds descriptor 3, or forever.
read -r pid rest </proc/self/stat
echo "$pid"
read -r line <&3 || exit 1
# PID 1 inherits every orphan, and a shell that waits buries them; dash hands an ignored SIGCHLD on to no other program.
exec </dev/null >/dev/null 2>&1
if [ "$1" = forever ]; then
	exec 3<&-
	sleep infinity &
else
	cat <&3 &
fi
wait $!
