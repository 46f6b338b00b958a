import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {until} from '../../scripts/lab/processes.ts';
import type {StatusDocument, StatusNode} from '../../source/parsers/status-schema.ts';
import {quote, smallHeap, type WatchedRack, watchRack} from '../helpers/watched-rack.ts';

const seconds = process.env['FULL'] === '1' ? 120 : 30;
const pollMs = 2000;
const good = ['h1', 'h2'];
const bad = ['h3', 'h4', 'h5', 'h6', 'h7', 'h8'];

/** A slow machine takes its time to load the ssh code and to dial; then it is as any other. */
const patienceMs = 90_000;
const mostMegabytes = 30;

/** What a program says: each document, and its memory a second, the first time when every host had its verdict. */
type Seen = {
	readonly documents: StatusDocument[];
	readonly residentMegabytes: number[];
};

describe.skipIf(!isIsolated)('two good hosts beside six hostile ones', () => {
	let rack: Lab;
	const hostile: Seen = {documents: [], residentMegabytes: []};
	const calm: Seen = {documents: [], residentMegabytes: []};
	let exits: Array<number | null> = [];
	/** Of this process, in nanoseconds. */
	const waiting = monitorEventLoopDelay();

	beforeAll(async () => {
		rack = await openLab({hosts: 8});
		await rack.fault('h3', 'endless');
		await rack.fault('h4', 'drip');
		await rack.fault('h5', 'silent');
		await rack.fault('h6', 'nvidia-hang');
		await layReader(rack, 'h7', "exec yes 'no end'");
		await layReader(rack, 'h8', 'while printf x; do sleep 1; done');
		const programs = [watch('all', [...good, ...bad], hostile), watch('good', good, calm)];
		waiting.enable();
		await until('a first verdict of each host', everyHostIsJudged, patienceMs);
		for (let second = 0; second <= seconds; second += 1) {
			hostile.residentMegabytes.push(programs[0]?.residentMegabytes() ?? 0);
			calm.residentMegabytes.push(programs[1]?.residentMegabytes() ?? 0);
			await sleep(1000);
		}

		waiting.disable();
		exits = await Promise.all(programs.map(program => program.end()));
	});

	afterAll(() => rack.close());

	function watch(title: string, names: readonly string[], seen: Seen): WatchedRack {
		return watchRack(rack, {
			title,
			nodes: names.map(name => ({name})),
			env: smallHeap,
			onDocument: document => seen.documents.push(document),
		});
	}

	/** By then the program has loaded and compiled all that it needs for them. */
	function everyHostIsJudged(): boolean {
		return (
			[...good, ...bad].every(name => nodesOf(hostile, name).some(isJudged)) &&
			good.every(name => nodesOf(calm, name).some(isJudged))
		);
	}

	/** Half an interval; and as long as a busy machine lets a process wait, and a program without hostile hosts. */
	function lateAfterMs(): number {
		const calmGapsMs = good.flatMap(name => sampleGapsMs(calm, name));
		const calmLateMs = Math.max(0, Math.max(...calmGapsMs) - pollMs);
		return Math.round(1.5 * pollMs + calmLateMs + waiting.max / 1e6);
	}

	test('the program ends when it is told to', () => {
		expect(exits).toEqual([143, 143]);
	});

	test.each(good)('no sample of %s is late', name => {
		const gapsMs = sampleGapsMs(hostile, name);
		const shown = nodesOf(hostile, name);
		const first = shown.findIndex(({connection}) => connection.ageMs !== undefined);
		const longestAgeMs = Math.max(...shown.slice(first).map(agedMs));
		const limitMs = lateAfterMs();
		quote(
			`${name}: ${gapsMs.length + 1} samples, longest gap ${Math.max(...gapsMs)} ms, oldest shown ${longestAgeMs} ms, late after ${limitMs} ms`,
		);

		expect(gapsMs.length).toBeGreaterThan((seconds * 1000) / pollMs - 5);
		expect(Math.max(...gapsMs)).toBeLessThan(limitMs);
		expect(longestAgeMs).toBeLessThan(limitMs);
	});

	test('the memory stays as it is, and as it is without them', () => {
		const grown = grownMegabytes(hostile);
		const beside = most(hostile) - most(calm);
		quote(
			`RSS at most ${most(hostile).toFixed(0)} MB in ${seconds} s, grown by ${grown.toFixed(1)} MB at most (with the good hosts alone: ${grownMegabytes(calm).toFixed(1)} MB), ${beside.toFixed(1)} MB more than with them alone`,
		);

		expect(hostile.residentMegabytes).toHaveLength(seconds + 1);
		expect(grown).toBeLessThan(mostMegabytes);
		expect(beside).toBeLessThan(mostMegabytes);
	});

	test.each([
		{name: 'h3', does: 'prints without end', kind: 'tooLarge', words: 'larger than 1 MiB'},
		{name: 'h4', does: 'drips a byte a second', kind: 'timedOut', words: 'no answer after'},
		{name: 'h5', does: 'never answers', kind: 'timedOut', words: 'no answer after'},
		{
			name: 'h7',
			does: 'floods once it is trusted',
			kind: 'tooLarge',
			words: 'which is the limit here',
		},
		{name: 'h8', does: 'drips once it is trusted', kind: 'timedOut', words: 'no answer after'},
	])('$name, which $does, is said to be $kind', ({name, kind, words}) => {
		const failures = nodesOf(hostile, name).flatMap(({connection: {failure}}) => failure ?? []);

		expect(new Set(failures.map(each => each.kind))).toEqual(new Set([kind]));
		expect(failures[0]?.text).toContain(words);
		expect(nodesOf(hostile, name).at(-1)?.health).toBe('down');
	});

	test('a hung nvidia-smi is told, and the rest of its host is shown', () => {
		const {problems} = hostile.documents.at(-1) ?? {};
		const told = problems?.filter(({source}) => source === 'h6').map(({text}) => text) ?? [];

		expect(told).toContainEqual(
			expect.stringMatching(/^nvidia-smi: has not answered for \d+ s: its GPUs are unknown/),
		);
		expect(Math.max(...sampleGapsMs(hostile, 'h6'))).toBeLessThan(lateAfterMs());
	});
});

/** In place of the awk that reads the node: it says that it is ready, and then does this. */
async function layReader(rack: Lab, host: string, then: string): Promise<void> {
	await rack.fault(host, 'players');
	const folder = join(rack.folder, 'hosts', host, 'players');
	for (const name of ['nvidia-smi', 'vcgencmd', 'tegrastats']) {
		rmSync(join(folder, name));
	}

	const script = `#!/bin/sh\n[ "$1" = -W ] && exit\nprintf '@fixed\\n.\\nREADY awk\\n'\n${then}\n`;
	writeFileSync(join(folder, 'awk'), script, {mode: 0o755});
}

function nodesOf({documents}: Seen, name: string): StatusNode[] {
	return documents.flatMap(({nodes}) => nodes?.filter(node => node.name === name) ?? []);
}

function isJudged({system, connection}: StatusNode): boolean {
	return system !== undefined || connection.failure !== undefined;
}

function most({residentMegabytes}: Seen): number {
	return Math.max(...residentMegabytes);
}

function grownMegabytes(seen: Seen): number {
	return most(seen) - (seen.residentMegabytes[0] ?? Number.NaN);
}

function agedMs({connection: {ageMs}}: StatusNode): number {
	return ageMs ?? Number.POSITIVE_INFINITY;
}

/** Between two samples that were shown, on the node's own clock. The first may be up to half an interval off its beat. */
function sampleGapsMs(seen: Seen, name: string): number[] {
	const uptimes = nodesOf(seen, name).flatMap(({system}) => system?.uptimeSeconds ?? []);
	const times = [...new Set(uptimes)];
	return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) * 1000));
}
