import {describe, expect, test} from 'vitest';
import type {OllamaClient} from '../../source/clients/create-ollama-client.ts';
import type {ChatQuestion} from '../../source/domain/ollama.ts';
import {anAnswerRack} from '../helpers/answer-rack.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

const halfHourMs = 1_800_000;

describe('the time of a turn', () => {
	/** One that answers for ever, and asks for nothing but the end of its time. */
	function endless(clock: FakeClock, asked: ChatQuestion[]): Pick<OllamaClient, 'chat'> {
		return {
			async chat(question, {onPiece}) {
				asked.push(question);
				onPiece({type: 'content', text: 'and '});
				const afterMs = question.answerLimitMs ?? Number.NaN;
				await new Promise<void>(resolve => {
					clock.startTimer(afterMs, resolve);
				});
				const failure = {kind: 'timedOut', where: 'a', afterMs} as const;
				return {ok: false, failure: {failure, phase: 'streaming', status: 200}};
			},
		};
	}

	test('is over for an answer that does not end, and for who waits for its slot', async () => {
		const clock = new FakeClock();
		const rack = await anAnswerRack([{}], {clock});
		const asked: ChatQuestion[] = [];
		const clientOf = () => ({...rack.nodes[0]?.client, ...endless(clock, asked)}) as OllamaClient;
		const outcomes = [rack.ask('one', {world: {clientOf}}), rack.ask('two', {world: {clientOf}})];
		await clock.advance(halfHourMs);
		const [first, second] = await Promise.all(outcomes);

		expect(asked.map(({answerLimitMs}) => answerLimitMs)).toEqual([halfHourMs]);
		expect(first).toMatchObject({
			...{state: 'failed', why: 'outOfTime', attempts: [{partial: {content: 'and '}}]},
		});
		expect(second).toMatchObject({
			...{state: 'failed', why: 'outOfTime', attempts: [], failure: {afterMs: halfHourMs}},
		});
		await settlePromises();
	});
});

describe('an answer without an end', () => {
	test('is ended with what came of it, and asked of nobody else', async () => {
		const content = Array.from({length: 20}, () => 'x'.repeat(2 ** 20));
		const engine = () => scriptedEngine({reply: () => ({content})});
		const rack = await anAnswerRack([{engine: engine()}, {engine: engine()}]);
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({state: 'failed', why: 'answerTooLong', attempts: {length: 1}});
		const [attempt] = outcome.state === 'failed' ? outcome.attempts : [];
		expect(attempt?.partial?.content).toHaveLength(16 * 2 ** 20);
	});
});

describe('a prompt that is longer than the context', () => {
	test.each([
		['0.12.6', {promptTokens: undefined, contextTokens: 8}],
		['0.30.0', {promptTokens: 10, contextTokens: 8}],
	])('is asked once, and it is told by how much (Ollama %s)', async (version, room) => {
		const rack = await anAnswerRack([
			{version, contextTokens: 8},
			{version, contextTokens: 8},
		]);
		await rack.ask('x');
		await Promise.all(rack.nodes.map(({name}) => rack.world.onStale(name)));
		const outcome = await rack.ask('a b c d e f g h i');

		expect(outcome).toMatchObject({
			...{state: 'failed', why: 'contextTooLong', room, attempts: {length: 1}},
		});
	});

	test('is told of where an old Ollama left out its beginning', async () => {
		const rack = await anAnswerRack([{version: '0.12.5', contextTokens: 1000}]);
		const outcome = await rack.ask('long-winded '.repeat(2000));

		expect(outcome).toMatchObject({
			state: 'answered',
			remarks: [
				{kind: 'promptCut', node: 'a', model: 'tiny:latest', readTokens: expect.any(Number)},
			],
		});
	});
});

describe('another model under the same name', () => {
	const other = [{name: 'tiny', parameters: {temperature: 1}}];

	test('than other nodes have is told', async () => {
		const rack = await anAnswerRack([{models: other}, {}, {}]);
		const ask = (node: string) => rack.ask('hello', {turn: {route: {node: node as never}}});

		expect(await ask('a')).toMatchObject({
			remarks: [{kind: 'otherModel', node: 'a', than: 'b', model: 'tiny:latest'}],
		});
		expect(await ask('b')).toMatchObject({remarks: []});
	});

	test('than answered before in the conversation is told, and only that', async () => {
		const rack = await anAnswerRack([{models: other}, {}]);
		const earlier = {model: 'tiny:latest', digest: 'b'.repeat(64)};
		const outcome = await rack.ask('hello', {turn: {earlier}});

		expect(outcome).toMatchObject({
			remarks: [{kind: 'otherModel', than: 'before', otherDigest: earlier.digest}],
		});
		expect(await rack.ask('hello', {turn: {earlier: {...earlier, model: 'qwen3'}}})).toMatchObject({
			remarks: {length: 1},
		});
	});
});
