import {expect, it} from 'vitest';
import type {Output} from '../../source/cli/output.ts';
import type {StatusRequest} from '../../source/cli/status-request.ts';
import {runWatch} from '../../source/cli/watch-command.ts';
import {aConfig} from '../helpers/node-builders.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';

const request: StatusRequest & {readonly everyMs: number} = {
	mode: {name: 'watch', everyMs: 1000},
	everyMs: 1000,
	timeoutMs: 5000,
	sampleMs: 500,
	indent: 0,
	only: undefined,
};
const session = {config: aConfig(), path: undefined, text: undefined};

function timesOf(printed: readonly string[]): readonly string[] {
	return printed.map(line => (JSON.parse(line) as {generatedAt: string}).generatedAt.slice(17, 19));
}

it('prints a line when the node has answered twice, and then each interval until it is stopped', async () => {
	const {world, clock, stopping, printed} = someSurroundings();
	const ended = runWatch(session, request, world);
	await clock.advance(1999);
	expect(printed).toEqual([]);
	await clock.advance(2300);
	expect(timesOf(printed)).toEqual(['02', '03', '04']);
	expect(printed.every(line => line.endsWith('}\n'))).toBe(true);
	stopping.abort();
	expect(await ended).toBe(0);
	expect(clock.timerCount).toBe(0);
});

it('a node that does not answer delays the first line until the timeout', async () => {
	const hangs = () => new Promise<never>(() => undefined);
	const {world, clock, stopping, printed} = someSurroundings({
		openProbe: opens(() => ({...quietProbe, readFacts: hangs})),
	});
	const ended = runWatch(session, request, world);
	await clock.advance(4999);
	expect(printed).toEqual([]);
	await clock.advance(1);
	expect(printed).toHaveLength(1);
	stopping.abort();
	await ended;
});

it('a reader that falls behind misses documents instead of filling the memory', async () => {
	let isBackedUp = false;
	const printed: string[] = [];
	const output: Output = {
		print: text => printed.push(text),
		complain: () => undefined,
		note: () => undefined,
		waitStyle: () => 'none',
		showWait: () => undefined,
		showProgress: () => undefined,
		progressRows: () => 23,
		endLine: () => undefined,
		columns: () => undefined,
		isTerminal: () => false,
		printBytes: () => undefined,
		untilDrained: () => (isBackedUp ? new Promise(() => undefined) : undefined),
	};
	const {world, clock, stopping} = someSurroundings({output});
	const ended = runWatch(session, request, world);
	await clock.advance(2300);
	isBackedUp = true;
	await clock.advance(3000);
	isBackedUp = false;
	await clock.advance(1000);
	expect(timesOf(printed)).toEqual(['02', '06']);
	stopping.abort();
	await ended;
});
