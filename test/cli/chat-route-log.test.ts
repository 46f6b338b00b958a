/** What real runs write down of their choices: whoever makes the choice again from it picks the same node. */
import {expect, test} from 'vitest';
import type {RouteDecision} from '../../source/domain/routing.ts';
import type {AnswerDocument} from '../../source/parsers/answer-schema.ts';
import {aChatWorld} from '../helpers/chat-world.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

/** By the definition, not by the rule: seconds until the answer is whole, with its penalties. */
type Cost = {readonly node: string; readonly seconds: number; readonly lastUsedAtMs: number};

function costsIn({candidates}: RouteDecision): readonly Cost[] {
	return candidates.map(({node, terms, lastUsedAtMs}) => ({
		node,
		seconds: terms.factors.reduce(
			(seconds, {factor}) => seconds * factor,
			terms.waitS + terms.loadS + terms.evictionS + terms.prefillS + terms.decodeS,
		),
		lastUsedAtMs: lastUsedAtMs ?? Number.NEGATIVE_INFINITY,
	}));
}

/** The least; of those within a tenth of it the one that rested longest, and of those the first by cost. */
function argmin(costs: readonly Cost[]): string | undefined {
	const least = Math.min(...costs.map(({seconds}) => seconds));
	const equals = costs.filter(({seconds}) => seconds <= least * 1.1);
	const oldest = Math.min(...equals.map(({lastUsedAtMs}) => lastUsedAtMs));
	return equals
		.filter(({lastUsedAtMs}) => lastUsedAtMs === oldest)
		.toSorted((one, other) => one.seconds - other.seconds)[0]?.node;
}

type Candidates = NonNullable<AnswerDocument['decision']>['candidates'];

function printedCosts(candidates: Candidates): ReadonlyMap<string, number> {
	return new Map(
		candidates.map(one => [
			one.node,
			Object.values(one.penalties).reduce(
				(seconds, factor) => seconds * factor,
				one.waitSeconds +
					one.loadSeconds +
					one.evictionSeconds +
					one.prefillSeconds +
					one.decodeSeconds,
			),
		]),
	);
}

test('an argmin over the terms in the conversations and the documents picks the node that was picked', async () => {
	const paces = [400, 60, 150, 30];
	const {ask, kept, server} = await aChatWorld(
		paces.map((tokensPerSecond, index) => ({
			engine: scriptedEngine({tokensPerSecond, loadMs: 40 * index}),
			models: index === 3 ? [{name: 'tiny'}] : [{name: 'tiny'}, {name: 'other', sizeBytes: 2e9}],
		})),
	);
	const documents: AnswerDocument[] = [];
	for (let round = 0; round < 12; round += 1) {
		// Answers differ in length, models in what is in memory, and one node falls silent now and then.
		await server('n1').setFaults(round % 4 === 3 ? {dieAfter: 1} : {});
		const model = round % 3 === 1 ? 'other' : 'tiny';
		const words = 'word '.repeat(3 + round);
		const node = round < 4 ? ['--node', `n${(round % 3) + 1}`] : [];
		const {printed, status} = await ask(['--json', '--model', model, ...node, words]);
		if (status === 0) {
			documents.push(JSON.parse(printed) as AnswerDocument);
		}
	}

	const conversations = await kept();
	const attempts = conversations.flatMap(({conversation}) =>
		conversation.turns.flatMap(turn => turn.attempts),
	);
	const free = attempts.filter(({decision}) => decision.candidates.length > 1);
	for (const {node, decision} of free) {
		expect({node, because: decision.because}).toEqual({
			node: argmin(costsIn(decision)),
			because: decision.because,
		});
		expect(decision.mode).toBe('resource-aware');
	}

	expect(free.length).toBeGreaterThan(7);
	expect(new Set(free.map(({node}) => node)).size).toBeGreaterThan(1);
	const printed = documents
		.flatMap(document => document.attempts)
		.filter(({decision}) => decision.candidates.length > 1);
	for (const {node, decision} of printed) {
		const costs = printedCosts(decision.candidates);
		expect(costs.get(node)).toBeLessThanOrEqual(Math.min(...costs.values()) * 1.1 + 1e-9);
		for (const {node: other, totalSeconds} of decision.candidates) {
			expect(totalSeconds).toBeCloseTo(costs.get(other) ?? 0, 2);
		}
	}

	expect(printed.length).toBe(free.length);
});
