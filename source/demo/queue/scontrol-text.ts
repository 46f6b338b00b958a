import {bytesOf, type ProgramAnswer, refused, said} from './answer.ts';
import {demoSelf, demoUsers} from './demo-job.ts';
import {
	commandOf,
	dependencyText,
	elapsedOf,
	endOf,
	expandedLogOf,
	folderOf,
	lengthText,
	nodesOf,
	priorityOf,
	reasonOf,
	startOf,
	stateOf,
	type Told,
	timeText,
	tresText,
} from './job-fields.ts';
import {assocMgrAnswer} from './assoc-text.ts';
import {isRemembered, jobsCalled} from './job-selection.ts';
import type {QueueState} from './queue-state.ts';
import {exitText} from './sacct-text.ts';
import {scriptOf} from './script-text.ts';

/** What scontrol tells; what it changes is in job-changes.ts. */
export function scontrolAnswer(
	argv: readonly string[],
	state: QueueState,
	epoch: number,
): ProgramAnswer {
	const words = argv.slice(1).filter(word => !word.startsWith('-'));
	const [verb = '', noun = '', id = ''] = words;
	switch (`${verb} ${noun}`.trim()) {
		case 'ping':
			return said('Slurmctld(primary) at login is UP\n');
		case 'show config':
			return said(
				'AccountingStorageType   = accounting_storage/slurmdbd\nClusterName             = demo\n',
			);
		case 'show job': {
			const jobs = jobsCalled(id, state).filter(job => isRemembered(job, state));
			return jobs.length === 0
				? refused('slurm_load_jobs error: Invalid job id specified')
				: said(bytesOf(jobs.map(job => `${jobText({job, state, epoch})}\n`).join('')));
		}
		case 'show assoc_mgr':
			return assocMgrAnswer(argv, state);
		case 'write batch_script': {
			const job = jobsCalled(id, state)[0];
			return job?.user === demoSelf
				? said(bytesOf(scriptOf(job)))
				: refused('job script retrieval failed: Access/permission denied');
		}
		default:
			return refused(`invalid keyword: ${noun}`);
	}
}

export function sprioAnswer(argv: readonly string[], state: QueueState): ProgramAnswer {
	const id = argv.find(word => word.startsWith('--jobs='))?.slice('--jobs='.length) ?? '';
	const job = jobsCalled(id, state)[0];
	if (job === undefined) {
		return refused('slurm_load_jobs error: Invalid job id specified');
	}

	const priority = priorityOf(job);
	const age = Math.min(priority, Math.floor((state.second - job.submittedSecond) / 30));
	const columns = [job.rawId, job.partition, priority, 0, age, priority - age, 0, 0, 0];
	const head = [
		'JOBID',
		'PARTITION',
		'PRIORITY',
		'SITE',
		'AGE',
		'FAIRSHARE',
		'JOBSIZE',
		'PARTITION',
		'QOS',
	];
	const line = (words: ReadonlyArray<string | number>): string =>
		`${words.map(word => `${word}`.padStart(11)).join('')}\n`;
	return said(line(head) + line(columns));
}

function jobText(told: Told): string {
	const {job, state} = told;
	const {uid, account} = demoUsers[job.user];
	const log = expandedLogOf(job);
	const nodes = nodesOf(job);
	const array =
		job.array === undefined
			? ''
			: ` ArrayJobId=${job.array.id} ArrayTaskId=${job.tasks.join(',')} ArrayTaskThrottle=${job.array.mostAtOnce}`;
	const perNode = Math.floor(job.memoryMebibytes / job.nodeCount);
	return [
		`JobId=${job.rawId}${array} JobName=${job.name}`,
		`   UserId=${job.user}(${uid}) GroupId=research(5000) MCS_label=N/A`,
		`   Priority=${priorityOf(job)} Nice=${job.nice} Account=${account} QOS=${job.qos}`,
		`   JobState=${stateOf(job)} Reason=${reasonOf(job)} Dependency=${dependencyText(job)}`,
		`   Requeue=1 Restarts=0 BatchFlag=1 Reboot=0 ExitCode=${exitText(job)}`,
		`   RunTime=${clockText(elapsedOf({job, state}))} TimeLimit=${clockText(job.limitSeconds)} TimeMin=N/A`,
		`   SubmitTime=${timeText(job.submittedSecond, told)} EligibleTime=${timeText(job.submittedSecond, told)}`,
		`   StartTime=${timeText(startOf(told), told).replace('N/A', 'Unknown')} EndTime=${timeText(endOf(told), told).replace('N/A', 'Unknown')} Deadline=N/A`,
		`   Partition=${job.partition} AllocNode:Sid=login:4242`,
		'   ReqNodeList=(null) ExcNodeList=(null)',
		`   NodeList=${nodes.join(',')}`,
		...(nodes[0] === undefined ? [] : [`   BatchHost=${nodes[0]}`]),
		`   NumNodes=${job.nodeCount} NumCPUs=${job.cpuCount} NumTasks=1 CPUs/Task=${job.cpuCount} ReqB:S:C:T=0:0:*:*`,
		`   TRES=${tresText(job)}`,
		...(nodes.length === 0
			? []
			: [
					`     Nodes=${nodes.join(',')} CPU_IDs=0-${job.cpuCount - 1} Mem=${perNode} GRES=${job.gpuCount === 0 ? '' : `gpu:${job.gpuCount}(IDX:0-${job.gpuCount - 1})`}`,
				]),
		`   MinCPUsNode=${job.cpuCount} MinMemoryNode=${perNode}M MinTmpDiskNode=0`,
		'   Features=(null) DelayBoot=00:00:00',
		'   OverSubscribe=OK Contiguous=0 Licenses=(null) Network=(null)',
		`   Command=${commandOf(job)}`,
		`   WorkDir=${folderOf(job)}`,
		...(job.comment === undefined ? [] : [`   Comment=${job.comment}`]),
		`   StdErr=${log}`,
		'   StdIn=/dev/null',
		`   StdOut=${log}`,
		'   Power=',
		'',
	].join('\n');
}

/** With hours and two digits, as scontrol does. */
function clockText(seconds: number): string {
	const [rest = '', days] = lengthText(seconds).split('-').toReversed();
	const clock = rest.split(':').map(part => part.padStart(2, '0'));
	const whole = [...Array.from({length: 3 - clock.length}, () => '00'), ...clock].join(':');
	return days === undefined ? whole : `${days}-${whole}`;
}
