/** Who is in a lab's Slurm cluster: a login host with the daemons that rule it, four nodes, three users. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Argv} from './command.ts';
import type {HostPlan} from './state.ts';

/** Who logs in. */
export const firstUser = 'alice';

export const slurmUsers = [
	{name: firstUser, id: 60_021, account: 'lab-a'},
	{name: 'bob', id: 60_022, account: 'lab-a'},
	{name: 'carol', id: 60_023, account: 'lab-b'},
] as const;

export const slurmGroup = {name: 'research', id: 60_020};

/** slurmctld, slurmdbd and the database run there. */
export const loginHost = 'login';

/** The first two have no GPUs. */
export const slurmNodes = ['node001', 'node002', 'node003', 'node004'] as const;

export const slurmHosts: readonly HostPlan[] = [loginHost, ...slurmNodes].map(name => ({
	name,
	user: firstUser,
}));

/** The command as one of its users runs it on the login host, with nothing of our environment. */
export function asUser(user: string, argv: Argv): Argv {
	const own = [`HOME=/home/${user}`, `USER=${user}`, `LOGNAME=${user}`, 'PATH=/usr/bin:/bin'];
	return ['runuser', '-u', user, '--', 'env', '-i', '-C', `/home/${user}`, ...own, ...argv];
}

/** What the hosts of the cluster share: `etc` is their /etc/slurm, `home` their /home, `hosts` their /etc/hosts. */
export const clusterFolder = (folder: string) => join(folder, 'cluster');

const programs = {
	munge: '/usr/sbin/munged',
	slurmctld: '/usr/sbin/slurmctld',
	slurmd: '/usr/sbin/slurmd',
	'slurm-client': '/usr/bin/squeue',
	slurmdbd: '/usr/sbin/slurmdbd',
	'mariadb-server': '/usr/sbin/mariadbd',
};

/** Debian's packages that a cluster needs and this machine lacks. */
export function missingSlurm(): string[] {
	return Object.entries(programs).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
}
