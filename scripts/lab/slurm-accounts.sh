#!/bin/sh
# slurm-accounts.sh CLUSTER
# Who may use the cluster: accounts lab-a (alice, bob) and lab-b (carol), QOS high for lab-a, and tiny, which lets each
# user have one CPU and one job. Run once on the login host, when slurmdbd answers.
set -e
add() {
	sacctmgr --immediate --quiet add "$@"
}
add cluster "$1"
add account lab-a Cluster="$1" Description=a Organization=o
add account lab-b Cluster="$1" Description=b Organization=o
add qos high Priority=100
add qos tiny MaxTRESPerUser=cpu=1 MaxJobsPerUser=1
add user alice,bob Account=lab-a QOS=normal,high,tiny DefaultQOS=normal
add user carol Account=lab-b QOS=normal,tiny DefaultQOS=normal
sacctmgr --immediate --quiet modify user root set QOS=normal,high,tiny
