import {expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedEnd, ModelDeed} from '../../source/domain/model-deed.ts';
import type {PlanStep} from '../../source/domain/model-plan.ts';
import {carryOutPlan} from '../../source/runtime/carry-out-plan.ts';

const model = 'a:1' as ModelName;
const done = {
	state: 'done',
	result: {digest: undefined, fetchedBytes: 0, wasThere: false},
} as const;

function step(node: string, from: string | undefined, ...after: readonly number[]): PlanStep {
	const target = {node: node as NodeName, model};
	return {
		deed:
			from === undefined
				? {type: 'pull', ...target}
				: {type: 'copy', ...target, from: from as NodeName},
		...{why: {reason: 'everywhere'}, bytes: 1, after},
	};
}

/** Deeds that end when they are told to. */
function aWorkshop() {
	const open = new Map<string, (end: DeedEnd) => void>();
	return {
		working: () => [...open.keys()],
		act: ({node}: ModelDeed) =>
			new Promise<DeedEnd>(resolve => {
				open.set(node, resolve);
			}),
		async end(node: string, end: DeedEnd = done) {
			open.get(node)?.(end);
			open.delete(node);
			// What follows begins in later turns of the event loop.
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		},
	};
}

const steps = [
	step('n0', undefined),
	step('n1', 'n0', 0),
	step('n2', 'n0', 0),
	step('n3', 'n1', 1),
];

test('what waits for nothing goes on at once, and what a step gives begins when it has ended', async () => {
	const {act, end, working} = aWorkshop();
	const carried = carryOutPlan({steps, holders: () => [], act});
	expect(working()).toEqual(['n0']);
	await end('n0');
	expect(working()).toEqual(['n1', 'n2']);
	await end('n1');
	expect(working()).toEqual(['n2', 'n3']);
	await end('n2');
	await end('n3');
	expect((await carried).map(({state}) => state)).toEqual(['done', 'done', 'done', 'done']);
});

test('once all is stopped nothing further begins, and it ends', async () => {
	const stopped: string[] = [];
	const states = await carryOutPlan({
		...{steps, holders: () => []},
		async act({node}) {
			stopped.push(node);
			return {state: 'cancelled'};
		},
	});
	expect(states.map(({state}) => state).filter(state => state === 'done')).toEqual([]);
	expect(states.every(({state}) => state === 'cancelled' || state === 'skipped')).toBe(true);
	expect(stopped).toContain('n0');
});
