import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {run} from '../../source/cli/run.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {createSlurmChanges} from '../../source/clients/slurm-changes.ts';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import {createSlurmClusterReads} from '../../source/clients/slurm-cluster-reads.ts';
import type {AskSlurm} from '../../source/clients/slurm-command.ts';
import {createSlurmJobReads} from '../../source/clients/slurm-job-reads.ts';
import {createSlurmLists} from '../../source/clients/slurm-lists.ts';
import {createSlurmNodeChanges} from '../../source/clients/slurm-node-changes.ts';
import {createSlurmSubmit} from '../../source/clients/slurm-submit.ts';
import {squeueFormat} from '../../source/parsers/squeue.ts';
import {FakeClock} from './fake-clock.ts';
import {type ScriptedCommand, ScriptedSlurm} from './scripted-slurm.ts';
import {slurmBytes} from './slurm-fixture.ts';
import {someSurroundings} from './surroundings.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** That of the captures. */
export const slurmMark = 'c0ffee5eed5eed5eed5eed5eed5eed11';
export const squeueCommand = `squeue --local --noheader --all --Format=${squeueFormat(slurmMark)}`;

/** What a cluster says of itself. */
export const described: readonly ScriptedCommand[] = [
	{command: 'squeue --version', stdout: 'slurm-wlm 22.05.8\n'},
	{command: 'id -un', stdout: 'alice\n'},
	{
		command: 'scontrol show config',
		stdout: 'ClusterName = lab\nAccountingStorageType = accounting_storage/slurmdbd\n',
	},
];

/** As squeue tells of jobs that are asked for by their ids: those of a capture. */
export function squeueOf(ids: string, file = 'squeue-marked.txt'): ScriptedCommand {
	return {command: `${squeueCommand} --states=all --jobs=${ids}`, stdout: slurmBytes(file)};
}

export type CommandedRun = {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
	readonly slurm: ScriptedSlurm;
	/** What the audit log holds. */
	readonly audited: string;
	readonly questions: readonly string[];
};

export type Commanded = {
	readonly script?: readonly ScriptedCommand[];
	/** Of the configuration; one cluster, where Slurm is on this machine, unless it is said otherwise. */
	readonly slurm?: string;
	/** What a person at a terminal answers. */
	readonly answer?: boolean;
	readonly surroundings?: Partial<Surroundings>;
};

/** Runs a command line on a cluster that knows these commands alone. */
export async function runOnCluster(
	args: readonly string[],
	{
		script = [],
		slurm: config = '[{name: hpc, local: true}]',
		answer = false,
		surroundings,
	}: Commanded = {},
): Promise<CommandedRun> {
	const slurm = new ScriptedSlurm(script);
	const folder = temporaryDirectory();
	const state = join(folder, 'state');
	mkdirSync(state);
	writeFileSync(
		join(folder, 'config.yaml'),
		`version: 1\nnodes: [{name: here, local: true}]\nslurm: ${config}\n`,
	);
	const questions: string[] = [];
	const {world, printed, complaints} = someSurroundings({
		env: {CLUSTERDECK_CONFIG: join(folder, 'config.yaml'), HOME: folder, XDG_STATE_HOME: state},
		slurm: {createAsk: () => slurm.ask, createClient: markedClient},
		async confirm(question) {
			questions.push(question);
			return answer;
		},
		...surroundings,
	});
	const status = await run(args, world);
	const said = {stdout: printed.join(''), stderr: complaints.join('\n')};
	return {status, ...said, slurm, audited: auditLog(state), questions};
}

function auditLog(state: string): string {
	try {
		return readFileSync(join(state, 'clusterdeck/audit.jsonl'), 'utf8');
	} catch {
		return '';
	}
}

/** As createSlurmClient, but its marks are those of the captures. */
function markedClient(ask: AskSlurm, where: string): SlurmClient {
	const newMark = (): string => slurmMark;
	const {listJobsWith, ...lists} = createSlurmLists({ask, where, newMark, clock: new FakeClock()});
	const clusterReads = createSlurmClusterReads({ask, where, newMark});
	return {
		...lists,
		...clusterReads,
		...createSlurmJobReads({ask, where, listJobsWith, newMark, clock: new FakeClock()}),
		...createSlurmChanges({ask, listJobs: lists.listJobs}),
		...createSlurmNodeChanges({ask, listNodes: clusterReads.listNodes}),
		...createSlurmSubmit({ask, clock: new FakeClock()}),
	};
}
