import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {closedBreaker} from '../../source/rules/breaker.ts';
import {anAnswerRack, hurriedClock} from '../helpers/answer-rack.ts';
import {someRates} from '../helpers/route-builders.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

const said = (content: string) => `You said: ${content}.`;
const paced = () => ({engine: scriptedEngine({tokensPerSecond: 50})});

describe('a turn', () => {
	test('is answered by one node, and committed with what it cost', async () => {
		const rack = await anAnswerRack([{}]);
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({
			state: 'answered',
			turn: {
				question: {role: 'user', content: 'hello'},
				answer: {role: 'assistant', content: said('hello')},
				model: 'tiny:latest',
				attempts: [
					{node: 'a', outcome: {state: 'answered', reason: 'stop'}, usage: {outputTokens: 3}},
				],
			},
		});
		expect(rack.shown()).toBe(said('hello'));
		expect(rack.events.map(({type}) => type)).toEqual(['chat/attemptStarted', 'chat/attemptEnded']);
		expect(rack.ledger.of('a' as NodeName).inFlight).toEqual([]);
	});

	test('thinking and the answer are kept apart', async () => {
		const rack = await anAnswerRack([
			{models: [{name: 'tiny', capabilities: ['completion', 'thinking']}]},
		]);
		const outcome = await rack.ask('hello', {turn: {think: true}});

		expect(outcome).toMatchObject({
			turn: {
				answer: {content: said('hello'), thinking: 'Let me think.'},
				attempts: [{thinkingMs: expect.any(Number)}],
			},
		});
		const quick = await rack.ask('hello', {turn: {think: false}});
		expect(quick).toMatchObject({turn: {attempts: [{thinkingMs: undefined}]}});
	});

	test.each([
		['refuses connections', {isRefusing: true}, 'refused'],
		['cannot load the model', {loadError: 'llama-server process has terminated'}, 'rejected'],
		['says 500 before the first token', {errorAfter: 0}, 'rejected'],
		['dies before the first token', {dieAfter: 0}, 'unreachable'],
		['says 502 as a proxy does', {answer: {status: 502, body: '<html>'}}, 'rejected'],
		['is a web server', {otherServer: 'web'}, 'unsupported'],
	] as const)('of a node that %s is answered elsewhere, in silence', async (_, fault, kind) => {
		const rack = await anAnswerRack([{}, {}]);
		rack.know('b', {temperatureCelsius: 85});
		await rack.nodes[0]?.server.setFaults(fault);
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({
			state: 'answered',
			turn: {
				answer: {content: said('hello')},
				attempts: [
					{node: 'a', outcome: {state: 'failed', failure: {kind}}, partial: undefined},
					{node: 'b', outcome: {state: 'answered'}},
				],
			},
		});
		expect(rack.shown()).toBe(`|${said('hello')}`);
		expect(rack.progress.find(({type}) => type === 'broken')).toMatchObject({next: 'elsewhere'});
	});

	test.each([
		['dies', {dieAfter: 2}, 'unreachable'],
		['ends without a last line', {endAfter: 2}, 'protocol'],
		['says an error', {errorAfter: 2}, 'rejected'],
		['talks nonsense', {nonsenseAfter: 2}, 'unparseable'],
	] as const)(
		'of a node that %s in mid-answer is begun anew elsewhere, never spliced',
		async (...[, fault, kind]) => {
			const rack = await anAnswerRack([paced(), paced()]);
			rack.know('b', {temperatureCelsius: 85});
			await rack.nodes[0]?.server.setFaults(fault);
			const outcome = await rack.ask('one two three');

			expect(outcome).toMatchObject({
				state: 'answered',
				turn: {
					answer: {content: said('one two three')},
					attempts: [
						{
							node: 'a',
							outcome: {state: 'failed', failure: {kind}},
							partial: {role: 'assistant', content: 'You said:'},
						},
						{node: 'b', partial: undefined},
					],
				},
			});
			expect(rack.shown()).toBe(`You said:|${said('one two three')}`);
		},
	);

	test.each([
		['before', {isHanging: true}, undefined],
		['after', {stallAfter: 2}, {content: 'You said:'}],
	] as const)(
		'of a node that falls silent %s its first token is answered elsewhere at the deadline',
		async (...[, fault, partial]) => {
			const rack = await anAnswerRack([{}, {}], {clock: hurriedClock(40)});
			rack.know('b', {temperatureCelsius: 85});
			await rack.nodes[0]?.server.setFaults(fault);
			const outcome = await rack.ask('one two three');

			expect(outcome).toMatchObject({
				state: 'answered',
				turn: {attempts: [{outcome: {failure: {kind: 'timedOut'}}}, {node: 'b'}]},
			});
			const [first] = outcome.state === 'answered' ? outcome.turn.attempts : [];
			expect(first?.partial?.content).toBe(partial?.content);
			expect(rack.nodes[0]?.server.requests.at(-1)?.isAborted).toBe(true);
		},
	);

	test('waits for a server whose queue is full, and is answered when there is room', async () => {
		const rack = await anAnswerRack([{}], {clock: hurriedClock(10)});
		await rack.nodes[0]?.server.setFaults({isBusy: true});
		const outcome = rack.ask('hello', {
			world: {
				onProgress: told => told.type === 'broken' && void rack.nodes[0]?.server.setFaults({}),
			},
		});

		expect(await outcome).toMatchObject({
			...{state: 'answered', turn: {attempts: [{node: 'a'}, {node: 'a'}]}},
		});
		expect(rack.ledger.of('a' as NodeName).breaker).toEqual(closedBreaker);
	});

	test('waits for a full server three times, and then no more', async () => {
		const rack = await anAnswerRack([{}], {clock: hurriedClock(40)});
		await rack.nodes[0]?.server.setFaults({isBusy: true});

		expect(await rack.ask('hello')).toMatchObject({
			...{state: 'failed', why: 'outOfNodes', attempts: {length: 4}},
		});
	});

	test('whose model was removed since the list was read goes elsewhere, and the list is read again', async () => {
		const rack = await anAnswerRack([{}, {}]);
		rack.know('b', {temperatureCelsius: 85});
		const [a] = rack.nodes;
		await fetch(`${a?.server.url}/api/delete`, {method: 'DELETE', body: '{"model":"tiny"}'});
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({
			state: 'answered',
			turn: {attempts: [{node: 'a'}, {node: 'b'}]},
		});
		expect(rack.world.nodes()[0]?.installed).toEqual([]);
	});

	test('is tried on three nodes at most, and fails with what each of them said', async () => {
		const rack = await anAnswerRack([{}, {}, {}, {}]);
		await Promise.all(rack.nodes.map(({server}) => server.setFaults({dieAfter: 1})));
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({state: 'failed', why: 'outOfNodes'});
		const attempts = outcome.state === 'failed' ? outcome.attempts : [];
		expect(new Set(attempts.map(({node}) => node)).size).toBe(3);
		expect(attempts.map(({partial}) => partial?.content)).toEqual(['You', 'You', 'You']);
		expect(rack.progress.findLast(({type}) => type === 'broken')).toMatchObject({next: 'none'});
	});

	test('asks three nodes at most where all of them are busy, and waits for those', async () => {
		const rack = await anAnswerRack(
			Array.from({length: 6}, () => ({})),
			{clock: hurriedClock(40)},
		);
		await Promise.all(rack.nodes.map(({server}) => server.setFaults({isBusy: true})));
		const outcome = await rack.ask('hello');

		expect(outcome).toMatchObject({state: 'failed', why: 'outOfNodes', attempts: {length: 4}});
		const attempts = outcome.state === 'failed' ? outcome.attempts : [];
		expect(new Set(attempts.map(({node}) => node)).size).toBe(3);
	});

	test.each([
		['a bad request', {status: 400, body: '{"error":"invalid options"}'}, 'badRequest'],
		[
			'a prompt that is too long',
			{status: 500, body: '{"error":"input length exceeds the context length"}'},
			'contextTooLong',
		],
	])('that is %s is asked once', async (_, answer, why) => {
		const rack = await anAnswerRack([{}, {}]);
		await Promise.all(rack.nodes.map(({server}) => server.setFaults({answer})));

		expect(await rack.ask('hello')).toMatchObject({
			...{state: 'failed', why, attempts: {length: 1}},
		});
	});

	test('that is cancelled keeps what came, and is not asked elsewhere', async () => {
		const rack = await anAnswerRack([paced(), paced()]);
		const stopping = new AbortController();
		const outcome = rack.ask('one two three four five six seven', {
			world: {
				signal: stopping.signal,
				onProgress: ({type}) => type === 'piece' && stopping.abort(),
			},
		});

		expect(await outcome).toMatchObject({
			state: 'cancelled',
			attempts: [{outcome: {state: 'cancelled'}, partial: {content: 'You'}}],
		});
		expect(rack.ledger.of('a' as NodeName).inFlight).toEqual([]);
	});

	test('whose node was asked for by name is asked nowhere else', async () => {
		const rack = await anAnswerRack([{dieAfter: 0}, {}].map(faults => ({faults})));
		const outcome = await rack.ask('hello', {turn: {route: {node: 'a' as NodeName}}});

		expect(outcome).toMatchObject({state: 'failed', attempts: {length: 1}});
		expect(rack.nodes[1]?.server.requests.some(({path}) => path === '/api/chat')).toBe(false);
	});

	test('nobody can answer is told why, unless more becomes known', async () => {
		const rack = await anAnswerRack([{}]);
		rack.know('a', {service: {state: 'unreachable', failure: undefined}});
		expect(await rack.ask('hello')).toMatchObject({
			...{state: 'noRoute', noRoute: {kind: 'noNodes'}},
		});

		const more = async () => {
			rack.know('a', {service: {state: 'serving'}});
			return true;
		};
		expect(await rack.ask('hello', {world: {more}})).toMatchObject({state: 'answered'});
	});

	test('tells that a cold model is loaded, and about how long that takes', async () => {
		const engine = scriptedEngine({loadMs: 150});
		const rack = await anAnswerRack([{engine}], {clock: hurriedClock(30)});
		await rack.ask('hello');
		const waits = rack.progress.filter(told => told.type === 'waiting');

		expect(waits.length).toBeGreaterThan(1);
		expect(waits[0]).toMatchObject({node: 'a', phase: 'loading', aboutMs: expect.any(Number)});
	});
});

test('four nodes with one slot each answer nearly four times as much as one', async () => {
	const measured = someRates({decodeTokensPerSecond: 10, outputTokens: 9, sizeBytes: 632});
	const slow = () => ({engine: scriptedEngine({tokensPerSecond: 10})});
	const secondsFor = async (count: number): Promise<number> => {
		const rack = await anAnswerRack(Array.from({length: count}, slow));
		for (const {name} of rack.nodes) {
			await rack.ask('w', {turn: {route: {node: name}}});
			await rack.world.onStale(name);
			rack.know(name, {rates: new Map([['tiny:latest', measured]])});
		}

		const startMs = performance.now();
		await Promise.all(Array.from({length: 8}, (_, index) => rack.ask(`a b c d e f ${index}`)));
		return (performance.now() - startMs) / 1000;
	};
	const [one, four] = await Promise.all([secondsFor(1), secondsFor(4)]);
	process.stdout.write(
		`8 answers: ${one.toFixed(2)} s on one node, ${four.toFixed(2)} s on four\n`,
	);

	// Where one of them answers a question more than its share it is 2.7; between that and 4 is what a busy machine takes.
	expect(one / four).toBeGreaterThan(3);
});
