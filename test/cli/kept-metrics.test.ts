import {appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openKeptMetrics} from '../../source/cli/kept-metrics.ts';
import type {Event} from '../../source/domain/event.ts';
import type {KeptMetrics, MeasuredAttempt} from '../../source/domain/ollama-metrics.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const measured: MeasuredAttempt = {
	...{node: 'gpu-1', model: 'llama3.2:3b', sizeBytes: 2e9, outcome: 'answered'},
	...{isNodesFault: false, isWarm: true, isCached: false, firstTokenMs: 400, endedWallMs: 1000},
	usage: {
		...{promptTokens: 30, outputTokens: 100, loadMs: undefined, promptMs: 300, outputMs: 2000},
		totalMs: 2400,
	},
};

async function aRun(home = temporaryDirectory()) {
	const warnings: string[] = [];
	const world = {env: {HOME: home}, storeClock: new FakeClock()};
	const kept = openKeptMetrics(world, sentence => warnings.push(sentence));
	const read = async (): Promise<KeptMetrics | undefined> => {
		const events: Event[] = [];
		await kept.read(event => events.push(event));
		const [event] = events;
		return event?.type === 'metrics/read' ? event.metrics : undefined;
	};
	const path = join(home, '.local/state/clusterdeck/attempts.jsonl');
	return {kept, read, warnings, path, home};
}

it('how an answer went is known to the next run', async () => {
	const {kept, home, path, warnings} = await aRun();
	kept.keep(measured);
	kept.keep({...measured, outcome: 'timedOut', isNodesFault: true, usage: undefined});
	await kept.settled();
	const next = await aRun(home);
	expect(await next.read()).toMatchObject({
		'gpu-1': {'llama3.2:3b': {requests: 2, failures: {timedOut: 1}, firstTokenMs: 400}},
	});
	expect(warnings).toEqual([]);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('two programs at once lose nothing of each other', async () => {
	const {kept, home, read} = await aRun();
	const other = await aRun(home);
	for (let each = 0; each < 20; each += 1) {
		kept.keep(measured);
		other.kept.keep({...measured, model: 'qwen3:4b'});
	}

	await Promise.all([kept.settled(), other.kept.settled()]);
	expect(await read()).toMatchObject({
		'gpu-1': {'llama3.2:3b': {requests: 20}, 'qwen3:4b': {requests: 20}},
	});
});

it('damaged lines are left out, and told of once', async () => {
	const {kept, home, path} = await aRun();
	kept.keep(measured);
	await kept.settled();
	appendFileSync(path, '{"node": "gpu-1"}\n\u0000\u0000\n{"torn": ');
	const next = await aRun(home);
	next.kept.keep(measured);
	await next.kept.settled();
	expect(await next.read()).toMatchObject({'gpu-1': {'llama3.2:3b': {requests: 2}}});
	await next.read();
	expect(next.warnings).toEqual([`${path}: 3 damaged lines are left out.`]);
});

it('a file that has grown is summed up, and no count ever goes back', async () => {
	const {home, path, kept, read} = await aRun();
	kept.keep(measured);
	await kept.settled();
	const line = readFileSync(path, 'utf8');
	writeFileSync(path, line.repeat(9_000_000 / line.length));
	let requests = Math.floor(9_000_000 / line.length);
	const next = await aRun(home);
	expect(await next.read()).toMatchObject({'gpu-1': {'llama3.2:3b': {requests}}});
	next.kept.keep(measured);
	await next.kept.settled();
	const later = join(path, '../attempts-1.jsonl');
	appendFileSync(later, line.repeat(60));
	requests += 61;
	expect(await read()).toMatchObject({'gpu-1': {'llama3.2:3b': {requests}}});
	expect(await (await aRun(home)).read()).toMatchObject({
		'gpu-1': {'llama3.2:3b': {requests, firstTokenMs: 400, rates: {answers: requests}}},
	});
	expect(existsSync(path)).toBe(false);
	expect(readFileSync(join(path, '../attempts-2.jsonl'), 'utf8').length).toBeLessThan(1000);
});

it('without a place to keep it there is one warning, and the work goes on', async () => {
	const {kept, home, warnings, read} = await aRun();
	rmSync(home, {recursive: true});
	writeFileSync(home, '');
	kept.keep(measured);
	kept.keep(measured);
	await kept.settled();
	expect(await read()).toEqual({});
	expect(warnings).toHaveLength(1);
	expect(warnings[0]).toContain('How this answer went is not kept.');
	rmSync(home);
});

it('nothing was measured before the first run', async () => {
	const {read, warnings} = await aRun();
	expect(await read()).toEqual({});
	expect(warnings).toEqual([]);
});
