import {existsSync} from 'node:fs';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {Latency} from '../children/poll-latency.ts';
import type {RackCost} from '../children/rack.ts';
import type {Cost} from '../children/sample-cost.ts';
import {measureInLab} from '../in-lab.ts';
import type {Row} from '../row.ts';

const what = 'nodes over ssh';
/** Budgets of DESIGN 11. */
const sampleBudgetMs = 0.8;
const busyboxBudgetMs = 1;
const mostEchoes = 6;
const naiveShare = 100;
const latencyBudgetMs = 1;
const linkMs = 40;
const connections = 500;
const rackCpuPercent = 8;
const rackMegabytes = 250;
const rackSeconds = process.env['FULL'] === '1' ? 60 : 20;
const rackTimeoutMs = 400_000;

/** On hosts of a lab: what a sample costs the node, how long it takes over a slow link, what 500 of them cost here. */
export async function sshRows(): Promise<Row[]> {
	if (!isIsolated || !existsSync('/usr/sbin/sshd')) {
		return [{what, missing: 'needs root, namespaces and /usr/sbin/sshd'}];
	}

	const lab = await openLab({hosts: 2});
	try {
		return [...(await sampleRows(lab)), ...(await latencyRows(lab)), ...(await rackRows(lab))];
	} finally {
		await lab.close();
	}
}

async function sampleRows(lab: Lab): Promise<Row[]> {
	const cost = await measureInLab<Cost>({lab, program: 'sample-cost', args: ['h1']});
	const rows = cost.awks.map(({awk, sampleMs, echoMs}): Row => {
		const name = `a sample, CPU of the node (${awk})`;
		const limitMs = awk === 'busybox' ? busyboxBudgetMs : sampleBudgetMs;
		return sampleMs === undefined
			? {what: name, missing: `${awk} is not installed`}
			: {
					what: name,
					value: sampleMs,
					unit: 'ms CPU',
					floor: 'echo on the same connection',
					floorValue: echoMs,
					budget: Math.min(limitMs, mostEchoes * echoMs),
				};
	});
	const dearest = Math.max(...cost.awks.map(({sampleMs = 0}) => sampleMs));
	return [
		...rows,
		{
			what: 'the dearest of them, beside its peer',
			value: dearest,
			unit: 'ms CPU',
			floor: 'top, free, df with a login each time',
			floorValue: cost.naiveMs,
			budget: cost.naiveMs / naiveShare,
		},
	];
}

async function latencyRows(lab: Lab): Promise<Row[]> {
	await lab.fault('h2', 'delay', `${linkMs}`);
	const latency = await measureInLab<Latency>({lab, program: 'poll-latency', args: ['h2']});
	return [
		{
			what: `a poll over a link of ${linkMs} ms, p50`,
			value: latency.sampleMs,
			unit: 'ms',
			floor: 'echo over the same link',
			floorValue: latency.echoMs,
			budget: latency.echoMs + latencyBudgetMs,
		},
	];
}

async function rackRows(lab: Lab): Promise<Row[]> {
	const measure = (kind: 'program' | 'bare'): Promise<RackCost> =>
		measureInLab({
			lab,
			program: 'rack',
			args: ['h1', `${connections}`, `${rackSeconds}`, kind],
			timeoutMs: rackTimeoutMs,
		});
	const bare = await measure('bare');
	const program = await measure('program');
	const name = `${connections} connections every 2 s`;
	const floor = 'the same bytes, thrown away';
	return [
		{
			what: `${name}, all parsed and reduced`,
			value: program.cpuFraction * 100,
			unit: '% of a core',
			floor,
			floorValue: bare.cpuFraction * 100,
			budget: rackCpuPercent,
		},
		{
			what: `${name}, memory with full rings`,
			value: program.rssBytes / 1e6,
			unit: 'MB',
			floor,
			floorValue: bare.rssBytes / 1e6,
			budget: rackMegabytes,
		},
		{
			what: `${name}, samples missed of a hundred`,
			value: 100 * Math.max(0, 1 - program.sampledFraction),
			unit: '%',
			floor,
			floorValue: 100 * Math.max(0, 1 - bare.sampledFraction),
			budget: undefined,
		},
	];
}
