import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {AnswerPiece} from '../../source/domain/ollama.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {anOllama, answerOf, aQuestion} from '../helpers/ollama-client.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

const says = (...content: readonly string[]) => scriptedEngine({reply: () => ({content})});
const tools = [{type: 'function', function: {name: 'look', parameters: {}}}];

describe('the deadlines of an answer', () => {
	test('a line that brings nothing is no first token', async () => {
		const clock = new FakeClock();
		const ollama = await anOllama({engine: says('', 'late'), faults: {stallAfter: 1}}, clock);
		const outcome = answerOf(ollama, aQuestion('x', {firstTokenLimitMs: 45_000}));
		await until(() => ollama.server.busy().answering === 1);
		await sleep(50);
		await clock.advance(45_000);
		expect((await outcome).outcome).toMatchObject({
			failure: {phase: 'waiting', failure: {kind: 'timedOut', afterMs: 45_000}},
		});
	});

	test('where tools may be called the next token has a minute', async () => {
		const clock = new FakeClock();
		const models = [{name: 'tiny', capabilities: ['tools']}];
		const ollama = await anOllama(
			{engine: says('a', 'b', 'c'), models, faults: {stallAfter: 2}},
			clock,
		);
		const pieces: AnswerPiece[] = [];
		const outcome = ollama.client.chat(aQuestion('x', {tools}), {
			signal: new AbortController().signal,
			onPiece: piece => pieces.push(piece),
		});
		await until(() => pieces.length === 2);
		await clock.advance(60_000);
		expect(await outcome).toMatchObject({failure: {failure: {afterMs: 60_000}}});
		expect(ollama.server.requests.at(-1)?.body).toMatchObject({tools});
	});

	test('one that goes on for ever is ended', async () => {
		const clock = new FakeClock();
		const engine = scriptedEngine({
			tokensPerSecond: 100,
			reply: () => ({content: 'again '.repeat(2000)}),
		});
		const ollama = await anOllama({engine}, clock);
		const pieces: AnswerPiece[] = [];
		const outcome = ollama.client.chat(aQuestion('x', {answerLimitMs: 15_000}), {
			signal: new AbortController().signal,
			onPiece: piece => pieces.push(piece),
		});
		await until(() => pieces.length > 2);
		await clock.advance(14_999);
		await until(() => pieces.length > 5);
		await clock.advance(1);
		expect(await outcome).toMatchObject({
			failure: {phase: 'streaming', failure: {kind: 'timedOut', afterMs: 15_000}},
		});
	});
});

describe('what a server may say', () => {
	test('is 16 MiB of text and no more', async () => {
		const megabyte = 'x'.repeat(2 ** 20);
		const ollama = await anOllama({engine: says(...Array.from({length: 20}, () => megabyte))});
		const {outcome, content} = await answerOf(ollama, aQuestion('x'));
		expect(outcome).toMatchObject({
			failure: {phase: 'streaming', failure: {kind: 'tooLarge', limitBytes: 16 * 2 ** 20}},
		});
		expect(content).toHaveLength(16 * 2 ** 20);
	});

	test('has no more tokens than bytes', async () => {
		const last = {message: {role: 'assistant', content: 'four'}, done: true, eval_count: 1e12};
		const body = `${JSON.stringify(last)}\n`;
		const ollama = await anOllama({faults: {answer: {status: 200, body}}});
		const {outcome} = await answerOf(ollama, aQuestion('x'));
		expect(outcome).toMatchObject({value: {usage: {outputTokens: 260}}});
	});

	test('of its speed is not known where its pieces came far slower', async () => {
		let nowMs = 0;
		const clock = {...systemClock, monotonicMs: () => nowMs};
		const line = (content: string, more: object) =>
			JSON.stringify({message: {role: 'assistant', content}, ...more});
		const counts = {done: true, eval_count: 100, eval_duration: 1e9};
		const body = `${line('one', {})}\n${line('two', counts)}\n`;
		const ollama = await anOllama({faults: {answer: {status: 200, body}}}, clock);
		const outcome = await ollama.client.chat(aQuestion('x'), {
			signal: new AbortController().signal,
			onPiece() {
				nowMs += 9000;
			},
		});
		expect(outcome).toMatchObject({value: {usage: {outputTokens: 100, outputMs: undefined}}});
	});

	test.each([
		['0.12.6', 'the input length exceeds the context length'],
		[
			'0.30.0',
			'request (10 tokens) exceeds the available context size (8 tokens), try increasing it',
		],
	])('of a prompt that is too long, in words, by %s', async (version, reason) => {
		const ollama = await anOllama({contextTokens: 8, version});
		const {outcome} = await answerOf(ollama, aQuestion('a b c d e f g h i'));
		expect(outcome).toMatchObject({failure: {status: 400, failure: {kind: 'rejected', reason}}});
	});
});

test('an answer is over only when it says true', async () => {
	const line = {message: {role: 'assistant', content: 'x'}, done: 1};
	const body = `${JSON.stringify(line)}\n`;
	const ollama = await anOllama({faults: {answer: {status: 200, body}}});
	const {outcome} = await answerOf(ollama, aQuestion('x'));
	const failure = {kind: 'protocol', problem: 'the answer broke off'};
	expect(outcome).toMatchObject({failure: {phase: 'streaming', failure}});
});

test('what lay ready when an answer was no more wanted is told to nobody', async () => {
	const line = (content: string) => JSON.stringify({message: {role: 'assistant', content}});
	const body = `${line('one')}\n${line('two')}\n${line('three')}\n`;
	const ollama = await anOllama({faults: {answer: {status: 200, body}}});
	const stopping = new AbortController();
	const pieces: AnswerPiece[] = [];
	const outcome = await ollama.client.chat(aQuestion('x'), {
		signal: stopping.signal,
		onPiece(piece) {
			pieces.push(piece);
			stopping.abort();
		},
	});
	expect(outcome).toMatchObject({failure: {phase: 'streaming', failure: {kind: 'cancelled'}}});
	expect(pieces).toEqual([{type: 'content', text: 'one'}]);
});

test('what the one who listens throws is no failure of the node: it is thrown on, and the stream is closed', async () => {
	const ollama = await anOllama({engine: says('one', 'two'), faults: {stallAfter: 1}});
	const mine = new Error('nobody reads what is written');
	const answer = ollama.client.chat(aQuestion('x'), {
		signal: new AbortController().signal,
		onPiece() {
			throw mine;
		},
	});
	await expect(answer).rejects.toBe(mine);
	await until(() => ollama.server.requests.at(-1)?.isAborted === true);
});
