import {execFileSync, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, it} from 'vitest';
import type {StatusNode} from '../../source/parsers/status-schema.ts';
import {documentOf, runProgram} from '../helpers/program.ts';
import {stepwise} from '../helpers/stepwise.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

/** What other tools say of this machine while `clusterdeck --once` runs. */
async function compareWithTools(): Promise<StatusNode> {
	const before = busyAndTotalTicks();
	const run = await runProgram({args: ['--once', '--sample', '2000']});
	const after = busyAndTotalTicks();
	const free = execFileSync('free', ['-b'], {encoding: 'utf8', env: {LC_ALL: 'C'}}).split('\n')[1];
	const [, total = 0, , , , , available = 0] = (free ?? '').split(/\s+/).map(Number);
	const df = execFileSync('df', ['-B1', '--output=size,used,avail', '/'], {encoding: 'utf8'});
	const [size = 0, used = 0, avail = 0] = (df.split('\n')[1] ?? '').trim().split(/\s+/).map(Number);

	expect(run.status, run.stderr).toBe(0);
	expect(run.stderr).toBe('');
	const document = documentOf(run);
	expect(schemaErrors(document)).toEqual([]);
	const [node] = document.nodes ?? [];
	expect(node?.memory?.totalBytes).toBe(total);
	expectWithin(node?.memory?.availableBytes, available, 0.02 * total);
	const root = node?.filesystems?.find(({mount}) => mount === '/');
	expect(root?.totalBytes).toBe(size);
	expectWithin(root?.usedBytes, used, 0.02 * size);
	expectWithin(root?.availableBytes, avail, 0.02 * size);
	const busy = (after.busy - before.busy) / (after.total - before.total);
	// The window of our two samples lies within the window of the test, so a steady load is the same in both.
	expectWithin(node?.cpu?.loadFraction, busy, 0.1);
	return node ?? expect.unreachable();
}

function expectWithin(value: number | undefined, expected: number, tolerance: number): void {
	expect(
		Math.abs((value ?? Number.NaN) - expected),
		`${value} beside ${expected}`,
	).toBeLessThanOrEqual(tolerance);
}

function busyAndTotalTicks(): {busy: number; total: number} {
	const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
	const ticks = line.split(/\s+/).slice(1, 9).map(Number);
	const total = ticks.reduce((sum, value) => sum + value, 0);
	return {total, busy: total - (ticks[3] ?? 0) - (ticks[4] ?? 0)};
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
