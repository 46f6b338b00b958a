import {setTimeout as sleep} from 'node:timers/promises';
import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import {failed, type Result} from '../../source/domain/result.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {anOllama, answerOf, aQuestion, clientOf} from '../helpers/ollama-client.ts';
import {until} from '../helpers/until.ts';
import type {OllamaFaults} from '../ollama/faults.ts';
import {realEngine} from '../ollama/real-engine.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';
import {tinyModelFile} from '../ollama/tiny-model.ts';

const unaborted = new AbortController().signal;
const says = (...content: readonly string[]) => scriptedEngine({reply: () => ({content})});

describe('an answer', () => {
	test('comes in pieces, whole, with the counts of the server', async () => {
		const ollama = await anOllama();
		const {outcome, content, pieces} = await answerOf(ollama, aQuestion('hello there'));
		expect(content).toBe('You said: hello there.');
		expect(pieces.length).toBeGreaterThan(2);
		expect(outcome).toMatchObject({
			ok: true,
			value: {reason: 'stop', usage: {outputTokens: 4, promptTokens: expect.any(Number)}},
		});
	});

	test('of a real model is the same again for the same seed', async () => {
		const ollama = await anOllama({
			engine: realEngine(),
			models: [{name: 'tiny', ggufPath: tinyModelFile()}],
		});
		const question = aQuestion('hello', {options: {seed: 3, num_predict: 24, temperature: 1}});
		const [one, other] = [await answerOf(ollama, question), await answerOf(ollama, question)];
		expect(one.outcome).toMatchObject({ok: true, value: {usage: {outputTokens: 24}}});
		expect(other.content).toBe(one.content);
	});

	test('keeps thinking, content and calls of tools apart', async () => {
		const toolCalls = [{name: 'look', arguments: {node: 'pi-01'}}];
		const engine = scriptedEngine({reply: () => ({thinking: 'hm', content: 'yes', toolCalls})});
		const models = [{name: 'tiny', capabilities: ['tools', 'thinking']}];
		const ollama = await anOllama({engine, models});
		const {pieces, thinking, content} = await answerOf(ollama, aQuestion('x', {think: true}));
		expect({thinking, content}).toEqual({thinking: 'hm', content: 'yes'});
		expect(pieces.at(-1)).toEqual({type: 'toolCalls', calls: toolCalls});
	});

	test('cut anywhere on its way, also within a character or an escape, is the same text', async () => {
		const text = ['ä', '€', '😀', '"\\n\u2028', '\u0000'];
		const ollama = await anOllama({engine: says(...text)});
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.integer({min: 1, max: 600}), {maxLength: 40}),
				async splitAt => {
					await ollama.server.setFaults({splitAt: splitAt.toSorted((one, other) => one - other)});
					const {content, outcome} = await answerOf(ollama, aQuestion('x'));
					expect(outcome.ok).toBe(true);
					expect(content).toBe(text.join(''));
				},
			),
			{numRuns: 60},
		);
	});
});

test('what a server counts is taken only as a count', async () => {
	const last = {message: {role: 'assistant', content: 'x'}, done: true, eval_count: 1.5};
	const body = `${JSON.stringify({...last, prompt_eval_count: 1e300})}\n`;
	const {outcome} = await answerOf(
		await anOllama({faults: {answer: {status: 200, body}}}),
		aQuestion('x'),
	);
	expect(outcome).toMatchObject({
		ok: true,
		value: {usage: {outputTokens: undefined, promptTokens: undefined}},
	});
});

describe('an answer that fails', () => {
	test.each<[string, OllamaFaults, object]>([
		['before its headers', {dieAfter: 0}, {phase: 'waiting', failure: {kind: 'unreachable'}}],
		[
			'after two tokens',
			{dieAfter: 2},
			{phase: 'streaming', status: 200, failure: {kind: 'unreachable'}},
		],
		[
			'with an error before its first token',
			{errorAfter: 0},
			{
				phase: 'waiting',
				status: 500,
				failure: {kind: 'rejected', reason: expect.stringContaining('unexpected EOF')},
			},
		],
		[
			'with a last line that is an error',
			{errorAfter: 2},
			{phase: 'streaming', status: 200, failure: {kind: 'rejected'}},
		],
		[
			'without a last line',
			{endAfter: 2},
			{phase: 'streaming', failure: {kind: 'protocol', problem: 'the answer broke off'}},
		],
		[
			'with a line that is no JSON',
			{nonsenseAfter: 2},
			{phase: 'streaming', failure: {kind: 'unparseable'}},
		],
		[
			'as its queue is full',
			{isBusy: true},
			{
				phase: 'waiting',
				status: 503,
				failure: {kind: 'rejected', reason: expect.stringContaining('server busy')},
			},
		],
		[
			'as a proxy says in HTML',
			{answer: {status: 502, body: '<html>Bad\ngateway</html>'}},
			{status: 502, failure: {kind: 'rejected', reason: 'status 502: <html>Bad gateway</html>'}},
		],
		['as it forbids', {answer: {status: 403, body: ''}}, {status: 403, failure: {kind: 'denied'}}],
		[
			'as a model that cannot be loaded',
			{loadError: 'llama-server process has terminated: killed'},
			{phase: 'waiting', status: 500, failure: {kind: 'rejected'}},
		],
		[
			'as a web server has the port',
			{otherServer: 'web'},
			{failure: {kind: 'unsupported', reason: expect.stringContaining('is not Ollama')}},
		],
		[
			'as sshd has the port',
			{otherServer: 'ssh'},
			{
				phase: 'waiting',
				failure: {kind: 'unsupported', reason: expect.stringContaining('is not Ollama')},
			},
		],
	])('%s is said, and nothing is printed', async (_name, faults, failure) => {
		const prints = [
			vi.spyOn(console, 'log'),
			vi.spyOn(console, 'warn'),
			vi.spyOn(console, 'error'),
		];
		const ollama = await anOllama({faults});
		const {outcome} = await answerOf(ollama, aQuestion('one two three four'));
		expect(outcome).toMatchObject({ok: false, failure});
		for (const print of prints) {
			expect(print).not.toHaveBeenCalled();
		}
	});

	test('has every piece that came before, also of the same packet', async () => {
		const line = (content: string) => JSON.stringify({message: {role: 'assistant', content}});
		const body = `${line('one ')}\n${line('two')}\n{"error":"boom"}\n`;
		const ollama = await anOllama({faults: {answer: {status: 200, body}}});
		const {outcome, content} = await answerOf(ollama, aQuestion('x'));
		expect(content).toBe('one two');
		expect(outcome).toMatchObject({failure: {phase: 'streaming', failure: {reason: 'boom'}}});
	});

	test('by an unknown model says it in the words of Ollama', async () => {
		const {outcome} = await answerOf(await anOllama(), aQuestion('x', {model: 'gone' as never}));
		expect(outcome).toMatchObject({
			failure: {status: 404, failure: {reason: expect.stringContaining("'gone")}},
		});
	});

	test('as nobody listens is refused', async () => {
		const ollama = await anOllama();
		await ollama.server.setFaults({isRefusing: true});
		expect((await answerOf(ollama, aQuestion('x'))).outcome).toMatchObject({
			failure: {phase: 'connecting', status: undefined, failure: {kind: 'refused'}},
		});
	});

	test('by a connection that was never taken is late after 5 s', async () => {
		const clock = new FakeClock();
		const {client} = clientOf(1, clock, signal => aborted(signal));
		const outcome = answerOf({client}, aQuestion('x'));
		await until(() => clock.timerCount === 2);
		await clock.advance(5000);
		expect((await outcome).outcome).toMatchObject({
			failure: {phase: 'connecting', failure: {kind: 'timedOut', afterMs: 5000}},
		});
	});

	test('as the way to the node is lost while its stream is opened is not given up by the person', async () => {
		const {client, http} = clientOf(1, new FakeClock(), signal => aborted(signal));
		const outcome = answerOf({client}, aQuestion('x'));
		http.close();
		const failure = {kind: 'unreachable', reason: 'its connection was lost'};
		expect((await outcome).outcome).toMatchObject({failure: {phase: 'connecting', failure}});
	});

	test('by silence before the first token is late after the limit of the question', async () => {
		const clock = new FakeClock();
		const ollama = await anOllama({faults: {isHanging: true}}, clock);
		const outcome = answerOf(ollama, aQuestion('x', {firstTokenLimitMs: 45_000}));
		await until(() => ollama.server.requests.length > 0);
		await clock.advance(44_999);
		await sleep(20);
		await clock.advance(1);
		expect((await outcome).outcome).toMatchObject({
			failure: {phase: 'waiting', failure: {kind: 'timedOut', afterMs: 45_000}},
		});
		await until(() => ollama.server.requests[0]?.isAborted === true);
	});

	test('by silence in mid-answer is late after 20 s', async () => {
		const clock = new FakeClock();
		const ollama = await anOllama({faults: {stallAfter: 2}}, clock);
		const pieces: string[] = [];
		const outcome = ollama.client.chat(aQuestion('one two three'), {
			signal: unaborted,
			onPiece: piece => pieces.push(piece.type),
		});
		await until(() => pieces.length === 2);
		await clock.advance(20_000);
		expect(await outcome).toMatchObject({
			failure: {phase: 'streaming', failure: {kind: 'timedOut', afterMs: 20_000}},
		});
	});
});

describe('an answer that is no more wanted', () => {
	test.each<[string, OllamaFaults, string]>([
		['while a model loads', {loadMs: 60_000}, 'waiting'],
		['in mid-answer', {stallAfter: 2}, 'streaming'],
	])('%s ends at once, here and on the server', async (_name, faults, phase) => {
		const ollama = await anOllama({faults});
		const stopping = new AbortController();
		const answer = answerOf(ollama, aQuestion('one two three'), stopping.signal);
		await until(() => ollama.server.requests.length === 1);
		await sleep(100);
		const fromMs = performance.now();
		stopping.abort();
		expect((await answer).outcome).toMatchObject({failure: {phase, failure: {kind: 'cancelled'}}});
		// The load would go on for a minute, and the rest of the answer would never come.
		expect(performance.now() - fromMs).toBeLessThan(10_000);
		await until(() => ollama.server.requests[0]?.isAborted === true);
	});

	test('before it was asked is never sent', async () => {
		const ollama = await anOllama();
		const {outcome} = await answerOf(ollama, aQuestion('x'), AbortSignal.abort());
		expect(outcome).toMatchObject({failure: {failure: {kind: 'cancelled'}}});
		expect(ollama.server.requests).toEqual([]);
	});
});

describe('lists', () => {
	test('say what is installed, and what is in memory until when', async () => {
		const models = [
			{name: 'tiny', quantization: 'Q4_0'},
			{name: 'qwen3:4b', capabilities: ['tools']},
		];
		const ollama = await anOllama({models, vramFraction: 0.5});
		expect(await ollama.client.listLoaded(unaborted)).toEqual({ok: true, value: []});
		await answerOf(ollama, aQuestion('x'));
		await answerOf(ollama, aQuestion('x', {model: 'qwen3:4b' as never, keepAlive: -1}));
		expect(await ollama.client.readVersion(unaborted)).toEqual({ok: true, value: '0.12.6'});
		const installed = await ollama.client.listInstalled(unaborted);
		expect(installed.ok && installed.value.map(({name}) => name).toSorted()).toEqual([
			'qwen3:4b',
			'tiny:latest',
		]);
		expect(installed).toMatchObject({
			value: expect.arrayContaining([expect.objectContaining({quantization: 'Q4_0'})]),
		});
		const loaded = await ollama.client.listLoaded(unaborted);
		expect(loaded.ok && loaded.value).toMatchObject(
			expect.arrayContaining([
				expect.objectContaining({name: 'tiny:latest', expiresWallMs: expect.any(Number)}),
				expect.objectContaining({name: 'qwen3:4b', expiresWallMs: undefined}),
			]),
		);
		expect(await ollama.client.showModel('qwen3:4b', unaborted)).toMatchObject({
			value: {capabilities: ['completion', 'tools']},
		});
	});

	test('use one connection again, and say that they come from 127.0.0.1', async () => {
		const ollama = await anOllama();
		for (let round = 0; round < 3; round += 1) {
			await ollama.client.readVersion(unaborted);
		}

		expect(ollama.server.requests.map(({headers}) => headers.host)).toEqual(
			Array.from({length: 3}, () => '127.0.0.1'),
		);
	});

	test('of what is not Ollama say so', async () => {
		const ollama = await anOllama({faults: {otherServer: 'web'}});
		for (const answer of [
			await ollama.client.readVersion(unaborted),
			await ollama.client.listInstalled(unaborted),
		]) {
			expect(answer).toMatchObject({failure: {kind: 'unsupported'}});
		}
	});

	test('name those of a registry with a port, and none that a copy is making', async () => {
		const temporary = `127.0.0.1:40001/clusterdeck-${'0'.repeat(32)}/big`;
		const models = [{name: 'registry.lab:5000/team/big'}, {name: '_own'}, {name: temporary}];
		const ollama = await anOllama({models});
		const installed = await ollama.client.listInstalled(unaborted);

		expect(installed).toMatchObject({ok: true});
		expect(installed).not.toHaveProperty('problems');
		expect(installed.ok && installed.value.map(({name}) => name).toSorted()).toEqual([
			'_own:latest',
			'registry.lab:5000/team/big:latest',
		]);
	});

	test('deeper than anybody writes them are no answer, and end nothing', async () => {
		const deep = '['.repeat(150_000) + ']'.repeat(150_000);
		const body = `{"models":${deep},"version":${deep}}`;
		const ollama = await anOllama({faults: {answer: {status: 200, body}}});
		for (const answer of [
			await ollama.client.readVersion(unaborted),
			await ollama.client.listInstalled(unaborted),
			await ollama.client.listLoaded(unaborted),
		]) {
			expect(answer).toMatchObject({failure: {kind: 'unsupported'}});
		}
	});

	test('without an end are cut', async () => {
		const ollama = await anOllama({
			faults: {answer: {status: 200, body: `{"models":["${'x'.repeat(9 * 2 ** 20)}"]}`}},
		});
		expect(await ollama.client.listInstalled(unaborted)).toMatchObject({
			failure: {kind: 'tooLarge'},
		});
	});
});

/** As a connection that nobody takes, until nobody waits for it any more. */
function aborted(signal: AbortSignal): Promise<Result<never>> {
	return new Promise(resolve => {
		const fail = (): void => resolve(failed({kind: 'cancelled', where: 'test'}));
		signal.addEventListener('abort', fail, {once: true});
	});
}
