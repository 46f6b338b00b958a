/**
 * The files that the hosts of a lab's cluster share. https://slurm.schedmd.com/slurm.conf.html
 *
 * No cgroups, so that it runs in a container: the out-of-memory killer of Slurm, and what it reports, are not there.
 */
import {randomBytes} from 'node:crypto';
import {chmod, chown, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {mustRun} from './command.ts';
import {addressesOf} from './network.ts';
import {
	clusterFolder,
	loginHost,
	slurmGroup,
	slurmHosts,
	slurmNodes,
	slurmUsers,
} from './slurm-cluster.ts';
import type {SlurmOptions} from './state.ts';

export const clusterName = 'lab';
export const databasePort = 16_806;

export async function writeSlurmFiles(folder: string, options: SlurmOptions): Promise<void> {
	const cluster = clusterFolder(folder);
	const etc = join(cluster, 'etc');
	const home = join(cluster, 'home');
	await Promise.all([mkdir(etc, {recursive: true}), mkdir(home, {recursive: true})]);
	// mkdir minds the umask.
	await Promise.all([cluster, etc, home].map(path => chmod(path, 0o755)));
	await Promise.all([
		writeFile(join(etc, 'slurm.conf'), slurmConf(options)),
		writeFile(
			join(etc, 'gres.conf'),
			'NodeName=node[003-004] Name=gpu Type=a100 File=/run/slurm/gpu[0-1]\n',
		),
		writeFile(join(etc, 'cgroup.conf'), await cgroupConf()),
		writeFile(join(etc, 'slurmdbd.conf'), slurmdbdConf, {mode: 0o600}),
		writeFile(join(etc, 'munge.key'), randomBytes(1024), {mode: 0o400}),
		writeFile(join(cluster, 'hosts'), hostsFile()),
		...slurmUsers.map(({name, id}) => makeHome(join(home, name), id)),
	]);
}

/** Nothing uses it, but slurmd would look for cgroups by itself, and end where it finds none. */
async function cgroupConf(): Promise<string> {
	const [, major = '0'] = /(\d+)\.\d+/.exec(await mustRun(['slurmctld', '-V'])) ?? [];
	return `CgroupPlugin=${Number(major) < 23 ? 'cgroup/v1' : 'disabled'}\n`;
}

async function makeHome(path: string, id: number): Promise<void> {
	await mkdir(path, {recursive: true});
	await chmod(path, 0o700);
	await chown(path, id, slurmGroup.id);
}

function hostsFile(): string {
	const lines = slurmHosts.map(({name}, index) => `${addressesOf(index + 1).address} ${name}`);
	return `${['127.0.0.1 localhost', ...lines].join('\n')}\n`;
}

function slurmConf({hasAccounting, conf}: SlurmOptions): string {
	return [
		general,
		hasAccounting ? accounting : noAccounting,
		...conf,
		...slurmNodes.map((name, index) => nodeLine(name, index >= 2)),
		partitions,
	].join('\n');
}

/** ReturnToService=1: a node that an administrator took down stays down. MinJobAge: ended ones are listed for long. */
const general = `ClusterName=${clusterName}
SlurmctldHost=${loginHost}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=2
ReturnToService=1
SlurmctldPidFile=/run/slurm/slurmctld.pid
SlurmdPidFile=/run/slurm/slurmd.pid
SlurmdSpoolDir=/run/slurm/spool
StateSaveLocation=/run/slurm/state
SlurmctldLogFile=/run/lab/folder/slurmctld.log
SlurmdLogFile=/run/lab/folder/slurmd.log
SlurmctldTimeout=30
SlurmdTimeout=20
MessageTimeout=10
KillWait=2
MinJobAge=600
InactiveLimit=0
MaxArraySize=100001
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=3,sched_interval=10,batch_sched_delay=0,default_queue_depth=200
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
PriorityType=priority/multifactor
PriorityWeightAge=1000
PriorityWeightQOS=10000
PriorityWeightJobSize=100
PriorityWeightFairshare=1000
PriorityWeightPartition=100
RequeueExit=99
GresTypes=gpu`;

const accounting = `AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=${loginHost}
AccountingStorageTRES=gres/gpu
AccountingStorageEnforce=associations,limits,qos
AccountingStoreFlags=job_comment,job_script`;

const noAccounting = `AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=/run/lab/folder/jobcomp.log`;

const nodeLine = (name: string, hasGpus: boolean) =>
	[
		`NodeName=${name} CPUs=8 Boards=1 SocketsPerBoard=2 CoresPerSocket=4 ThreadsPerCore=1 RealMemory=32000`,
		hasGpus ? 'Feature=lab,gpu Gres=gpu:a100:2' : 'Feature=lab,cpu',
	].join(' ');

const partitions = `PartitionName=batch Nodes=node[001-003] Default=YES MaxTime=2-00:00:00 DefaultTime=00:30:00 State=UP DefMemPerCPU=500
PartitionName=gpu Nodes=node[003-004] MaxTime=1-00:00:00 DefaultTime=00:30:00 State=UP DefMemPerCPU=500
`;

const slurmdbdConf = `AuthType=auth/munge
DbdHost=${loginHost}
SlurmUser=root
LogFile=/run/lab/folder/slurmdbd.log
PidFile=/run/slurm/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=${databasePort}
StorageUser=root
StorageLoc=slurm_acct
`;
