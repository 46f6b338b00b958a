#!/bin/sh
# host.sh FOLDER NAME ADDRESS ADDRESS6 [CLUSTER]
# The first process of one host, in namespaces of its own: says its PID, waits until its network interface is there,
# lays the host's own files over the machine's, and then only holds the namespaces.
# FOLDER/ssh becomes /etc/ssh; FOLDER/{passwd,shadow,group} those in /etc; /home and /run are the host's own. With
# CLUSTER, the path of that folder from FOLDER, it shares CLUSTER/home as /home, CLUSTER/etc as /etc/slurm and
# CLUSTER/hosts as /etc/hosts with the others of its Slurm cluster.
read -r pid rest </proc/self/stat
echo "$pid"
read -r line <&3 || exit 1
set -e
# What is mounted below may hide FOLDER; the current directory stays reachable.
cd "$1"
hostname "$2"
ip link set lo up
ip address add "$3/24" dev eth0
ip address add "$4/64" dev eth0 nodad
ip link set eth0 up
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/sshd /run/lab/folder
ln -s "$(command -v busybox)" /run/lab/ash
mount --bind . /run/lab/folder
for file in passwd shadow group; do
	mount --bind "$file" "/etc/$file"
done
mount --bind ssh /etc/ssh
if [ -n "${5:-}" ]; then
	mount --bind "$5/home" /home
	mount --bind "$5/etc" /etc/slurm
	mount --bind "$5/hosts" /etc/hosts
	mkdir -p /run/slurm/spool /run/slurm/state
else
	mount -t tmpfs -o mode=755 tmpfs /home
	mkdir -m 755 /home/rack
	chown rack:rack /home/rack
fi
echo ready
cd /
exec </dev/null >/dev/null 2>&1 3<&-
# A shell that waits also buries the orphans that it inherits. Not `exec sleep`: dash hands no ignored SIGCHLD on.
# Faults that kill all of a host but this process kill the sleep too.
while :; do
	sleep infinity &
	wait
done
