import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {AnswerFailure} from '../../source/domain/ollama.ts';
import {afterFailure, type FailedAttempt} from '../../source/rules/failover.ts';

const where = 'gpu-01';
const refused: Failure = {kind: 'refused', where};
const stalled: Failure = {kind: 'timedOut', where, afterMs: 20_000};

function rejected(reason: string): Failure {
	return {kind: 'rejected', where, reason};
}

function answer(failure: Failure, fields: Partial<AnswerFailure> = {}): AnswerFailure {
	return {failure, phase: 'waiting', status: undefined, ...fields};
}

function stepAfter(failure: AnswerFailure, fields: Partial<FailedAttempt> = {}) {
	return afterFailure({
		failure,
		isWarm: true,
		nodesAsked: 1,
		waits: 0,
		startedAtMs: 0,
		nowMs: 1000,
		...fields,
	});
}

describe('a failure that another node may not have', () => {
	test('sends the turn elsewhere, before the first token and after it', () => {
		for (const phase of ['connecting', 'waiting', 'streaming'] as const) {
			expect(stepAfter(answer(stalled, {phase})).do).toBe('elsewhere');
		}
	});

	test('at most three nodes are asked', () => {
		expect(stepAfter(answer(stalled), {nodesAsked: 2}).do).toBe('elsewhere');
		expect(stepAfter(answer(stalled), {nodesAsked: 3})).toMatchObject({
			do: 'giveUp',
			why: 'outOfNodes',
		});
	});

	test('nobody is asked after the deadline of the turn', () => {
		expect(stepAfter(answer(stalled), {nowMs: 60_000, limitMs: 60_000})).toMatchObject({
			do: 'giveUp',
			why: 'outOfTime',
		});
	});

	test('nor is anybody for the last second of it', () => {
		expect(stepAfter(answer(stalled), {nowMs: 59_500, limitMs: 60_000}).do).toBe('giveUp');
	});

	test('a line without an end before anything was said is the fault of its node', () => {
		expect(stepAfter(answer({kind: 'tooLarge', where, limitBytes: 1}))).toMatchObject({
			do: 'elsewhere',
			charge: {of: 'node'},
		});
	});

	test('a model that is not there after all has its node asked for its list again', () => {
		const missing = answer(rejected("model 'x' not found"), {status: 404});
		expect(stepAfter(missing)).toEqual({do: 'elsewhere', charge: {of: 'answered'}, isStale: true});
		expect(stepAfter(answer(refused))).toMatchObject({isStale: false});
	});
});

describe('a load that names the context which it had no memory for', () => {
	test.each([
		'llama-server process has terminated: cannot allocate KV cache for context size 131072: out of memory',
		'failed to load model: context length 131072 exceeds what the GPU has room for',
		'unable to allocate CUDA0 buffer of 16384 MiB at a context size of 131072',
	])('may do elsewhere, and is the fault of the model there: %s', reason => {
		for (const status of [500, 200]) {
			const step = stepAfter(answer(rejected(reason), {status}));
			expect(step).toMatchObject({do: 'elsewhere', charge: {of: 'model'}});
		}
	});

	test('is no prompt that is too long, which its runner says too', () => {
		const reason = 'Context size has been exceeded.';
		expect(stepAfter(answer(rejected(reason), {status: 500}))).toMatchObject({
			...{do: 'giveUp', why: 'contextTooLong'},
		});
	});
});

describe('a server that is busy', () => {
	const busy = answer(rejected('server busy, please try again.'), {status: 503});

	test('is waited for three times, for longer each time, and blamed for nothing', () => {
		const steps = [0, 1, 2].map(waits => stepAfter(busy, {waits}));
		expect(steps).toEqual(
			[500, 1000, 2000].map(waitMs => ({do: 'wait', waitMs, charge: {of: 'answered'}})),
		);
	});

	test('is left after that', () => {
		expect(stepAfter(busy, {waits: 3})).toMatchObject({do: 'elsewhere', charge: {of: 'answered'}});
	});

	test('is not waited for beyond the deadline', () => {
		expect(stepAfter(busy, {waits: 2, nowMs: 58_500, limitMs: 60_000}).do).toBe('elsewhere');
	});
});

describe('what is never tried again', () => {
	test.each([
		['badRequest', answer(rejected('invalid options'), {status: 400})],
		['badRequest', answer(rejected('body too large'), {status: 413})],
		[
			'contextTooLong',
			answer(rejected('the input length exceeds the context length'), {status: 400}),
		],
		[
			'contextTooLong',
			answer(rejected('prompt exceeds the available context size'), {status: 500}),
		],
		['cancelled', answer({kind: 'cancelled', where}, {phase: 'streaming'})],
		['answerTooLong', answer({kind: 'tooLarge', where, limitBytes: 1}, {phase: 'streaming'})],
	] as const)('%s', (why, failure) => {
		expect(stepAfter(failure)).toMatchObject({do: 'giveUp', why});
	});

	test('a question that no node would take leaves the breakers alone', () => {
		expect(stepAfter(answer(rejected('invalid options'), {status: 400})).charge).toEqual({
			of: 'answered',
		});
		expect(stepAfter(answer({kind: 'cancelled', where})).charge).toEqual({of: 'none'});
	});
});

describe('who is blamed', () => {
	const died = rejected('llama-server process has terminated: signal: killed');

	test.each([
		[
			'a port where nobody listens',
			answer(refused, {phase: 'connecting'}),
			{of: 'node', weight: 'opens'},
		],
		[
			'a node that is gone',
			answer({kind: 'unreachable', where, reason: 'x'}),
			{of: 'node', weight: 'counts'},
		],
		['a stream that stalls', answer(stalled, {phase: 'streaming'}), {of: 'node', weight: 'counts'}],
		[
			'a stream that ends early',
			answer({kind: 'protocol', where, problem: 'x'}),
			{of: 'node', weight: 'counts'},
		],
		[
			'a model that does not load',
			answer(died, {status: 500}),
			{of: 'model', weight: 'unloadable'},
		],
		[
			'a model that dies in its answer',
			answer(died, {phase: 'streaming'}),
			{of: 'model', weight: 'counts'},
		],
		[
			'an error of the server',
			answer(rejected('boom'), {status: 500}),
			{of: 'model', weight: 'counts'},
		],
	] as const)('%s is charged to whom it is the fault of', (_, failure, charge) => {
		expect(stepAfter(failure).charge).toEqual(charge);
	});

	test('silence of a cold model is a slow load, of a warm one a stuck node', () => {
		expect(stepAfter(answer(stalled), {isWarm: false}).charge).toMatchObject({of: 'model'});
		expect(stepAfter(answer(stalled), {isWarm: true}).charge).toMatchObject({of: 'node'});
	});
});
