import {execFileSync, spawn} from 'node:child_process';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, it} from 'vitest';
import type {StatusNode} from '../../source/parsers/status-schema.ts';
import {documentOf, runProgram} from '../helpers/program.ts';
import {stepwise} from '../helpers/stepwise.ts';
import {
	type HostRow,
	ratesBetween,
	rowsAround,
	strayed,
	watchRows,
} from '../helpers/once-beside.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

const sampleSeconds = 2;

/** What other tools say of this machine at the same moments, while `clusterdeck --once` runs. */
async function compareWithTools(): Promise<StatusNode> {
	const watch = await watchRows(argv => argv);
	const run = await runProgram({args: ['--once', '--sample', `${sampleSeconds * 1000}`]});
	const rows = await watch.stop();

	expect(run.status, run.stderr).toBe(0);
	expect(run.stderr).toBe('');
	const document = documentOf(run);
	expect(schemaErrors(document)).toEqual([]);
	const [node = expect.unreachable()] = document.nodes ?? [];
	const {system, memory, filesystems, cpu} = node;
	const uptime = system?.uptimeSeconds ?? 0;
	const [from, to] = [rowsAround(rows, uptime - sampleSeconds), rowsAround(rows, uptime)];
	const root = filesystems?.find(({mount}) => mount === '/');
	const of = (pick: (row: HostRow) => number): readonly number[] => to.map(pick);
	const loads = ratesBetween(
		from,
		to,
		(before, after) => (after.busyTicks - before.busyTicks) / (after.allTicks - before.allTicks),
	);
	expect(memory?.totalBytes).toBe(rows[0]?.memoryTotalBytes);
	expect(root?.totalBytes).toBe(rows[0]?.diskTotalBytes);
	expect([
		strayed(
			memory?.availableBytes,
			of(row => row.memoryAvailableBytes),
		),
		strayed(
			root?.usedBytes,
			of(row => row.diskUsedBytes),
		),
		strayed(
			root?.availableBytes,
			of(row => row.diskAvailableBytes),
		),
		strayed(cpu?.loadFraction, loads, 0.05),
	]).toEqual(Array(4).fill(undefined));
	return node;
}

function expectWithin(value: number | undefined, expected: number, tolerance: number): void {
	expect(
		Math.abs((value ?? Number.NaN) - expected),
		`${value} beside ${expected}`,
	).toBeLessThanOrEqual(tolerance);
}

const isLinux = process.platform === 'linux';

it.runIf(isLinux)('tells of this machine what free, df and /proc tell', async () => {
	await compareWithTools();
});

it.runIf(isLinux)('tells the truth under load: every core busy, a gigabyte held', async () => {
	const cores = Number(execFileSync('nproc', {encoding: 'utf8'}));
	const spin =
		'const held = Buffer.alloc(2 ** 30 / Number(process.argv[1]), 1); for (;;) held[0]++;';
	const load = Array.from({length: cores}, () =>
		spawn(process.execPath, ['-e', spin, String(cores)], {stdio: 'ignore'}),
	);
	try {
		await delay(1500);
		const node = await compareWithTools();
		expectWithin(node.cpu?.loadFraction, 1, 0.02);
		expect(node.cpu?.perCore).toHaveLength(cores);
		for (const core of node.cpu?.perCore ?? []) {
			expectWithin(core ?? undefined, 1, 0.02);
		}
	} finally {
		for (const child of load) {
			child.kill('SIGKILL');
		}
	}
});

it('prints two valid lines a second apart with --watch, and the second has a later time', async () => {
	const run = await runProgram({
		args: ['--watch', '1', '--only', 'nodes'],
		during: child =>
			stepwise(child, [
				[() => true, () => undefined],
				[() => true, () => child.kill('SIGTERM')],
			]),
	});
	const documents = run.stdout
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as {generatedAt: string; summary?: object});
	expect(documents.length).toBeGreaterThanOrEqual(2);
	for (const document of documents) {
		expect(schemaErrors(document)).toEqual([]);
		expect(document.summary).toBeUndefined();
	}

	const times = documents.map(({generatedAt}) => Date.parse(generatedAt));
	expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(900);
	expect(run.status).toBe(143);
});

it('labels the machine in --watch once it has three samples', async () => {
	const run = await runProgram({
		args: ['--watch', '2'],
		during: child =>
			stepwise<{nodes: StatusNode[]}>(child, [
				[({nodes}) => nodes[0]?.label !== undefined, () => child.kill('SIGINT')],
			]),
	});
	const last = run.stdout.trim().split('\n').at(-1) ?? '';
	const {nodes} = JSON.parse(last) as {nodes: StatusNode[]};
	expect(nodes[0]?.label?.evidence.length).toBeGreaterThan(0);
	expect(run.status).toBe(130);
});

it('says how this machine is in one line, with the exit status of monitoring', async () => {
	const run = await runProgram({args: ['--check']});
	expect(run.stdout).toMatch(
		/^(OK|WARNING|CRITICAL): .+ \| ok=\d+ warning=\d+ down=\d+ unknown=\d+\n$/,
	);
	expect(run.status).toBe(['OK', 'WARNING', 'CRITICAL'].indexOf(run.stdout.split(':')[0] ?? ''));
});
