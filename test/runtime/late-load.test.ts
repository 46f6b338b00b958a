import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {RouteNode} from '../../source/domain/routing.ts';
import {anAnswerRack, hurriedClock} from '../helpers/answer-rack.ts';

/** 30 s are given to the first token where a load is thought to be short: this one takes 50. */
const slowLoad = {loadMs: 2500};
const clock = hurriedClock(20);

describe('a load that takes longer than was thought', () => {
	test.each(['0.12.6', '0.32.4'])(
		'is waited for where nobody else has the model (Ollama %s)',
		async version => {
			const rack = await anAnswerRack([{version, faults: slowLoad}], {clock});
			const outcome = await rack.ask('hello');

			expect(outcome).toMatchObject({
				state: 'answered',
				turn: {answer: {content: 'You said: hello.'}, attempts: {length: 1}},
			});
			expect(rack.nodes[0]?.server.requests.filter(({path}) => path === '/api/chat')).toHaveLength(
				1,
			);
			const late = rack.progress.filter(({type}) => type === 'late');
			expect(late[0]).toMatchObject({node: 'a', longerMs: 30_000});
		},
	);

	test('is left for a node that has the model in memory by then', async () => {
		const rack = await anAnswerRack([{faults: slowLoad}, {}], {clock});
		const [, b] = rack.nodes;
		await b?.client.chat(
			{
				...{model: 'tiny' as never, messages: [{role: 'user', content: 'x'}], think: undefined},
				...{format: undefined, options: {}, keepAlive: undefined, firstTokenLimitMs: 60_000},
			},
			{signal: new AbortController().signal, onPiece: () => undefined},
		);
		await rack.world.onStale('b' as NodeName);
		const away: Partial<RouteNode> = {service: {state: 'unreachable', failure: undefined}};
		rack.know('b', away);
		const outcome = await rack.ask('hello', {
			world: {
				onProgress: ({type}) => type === 'routed' && rack.know('b', {service: {state: 'serving'}}),
			},
		});

		expect(outcome).toMatchObject({
			state: 'answered',
			turn: {attempts: [{node: 'a', outcome: {failure: {kind: 'timedOut'}}}, {node: 'b'}]},
		});
	});

	test('is no excuse for a model that is in memory already', async () => {
		const rack = await anAnswerRack([{}], {clock});
		await rack.ask('warm');
		await rack.world.onStale('a' as NodeName);
		await rack.nodes[0]?.server.setFaults({stallAfter: 0});
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({
			state: 'failed',
			attempts: [{isWarm: true, partial: undefined}],
		});
		expect(rack.progress.some(({type}) => type === 'late')).toBe(false);
	});

	test('is one too where our list said in memory, and its Ollama has unloaded it since', async () => {
		const rack = await anAnswerRack([{version: '0.32.4'}], {clock});
		await rack.ask('warm');
		await rack.world.onStale('a' as NodeName);
		const server = rack.nodes[0]?.server;
		const body = JSON.stringify({model: 'tiny', keep_alive: 0});
		await fetch(`${server?.url}/api/generate`, {method: 'POST', body});
		await server?.setFaults(slowLoad);
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({
			state: 'answered',
			turn: {attempts: [{isWarm: false, decision: {chosen: {isWarm: true}}}]},
		});
		expect(rack.progress.some(({type}) => type === 'late')).toBe(true);
	});

	test('of a node that says nothing at all is not waited for', async () => {
		const rack = await anAnswerRack([{}], {clock});
		await rack.nodes[0]?.server.setFaults({isHanging: true});
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({state: 'failed', failure: {kind: 'timedOut'}});
		expect(rack.progress.some(({type}) => type === 'late')).toBe(false);
		const [attempt] = outcome.state === 'failed' ? outcome.attempts : [];
		expect(attempt?.tookMs).toBeLessThan(60_000);
	});
});
