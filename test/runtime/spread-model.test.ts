import {expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedEnd, ModelDeed} from '../../source/domain/model-deed.ts';
import {spreadModel} from '../../source/runtime/spread-model.ts';
import {settlePromises} from '../helpers/fake-clock.ts';

const model = 'big' as ModelName;
const done: DeedEnd = {
	state: 'done',
	result: {digest: 'd', fetchedBytes: 1, wasThere: false},
};
const failing = (kind: 'rejected' | 'unsupported', node = ''): DeedEnd => ({
	state: 'failed',
	failure: {kind, where: node, reason: 'so'} satisfies Failure,
});

const wordsOf = (deed: ModelDeed): string =>
	`${deed.type} ${deed.node}${deed.type === 'copy' ? ` from ${deed.from}` : ''}`;

async function spread(count: number, endOf: (words: string) => DeedEnd = () => done) {
	const begun: string[] = [];
	const going = new Map<string, number>();
	let most = 0;
	const missed = await spreadModel({
		model,
		nodes: Array.from({length: count}, (_, index) => `n${index + 1}` as NodeName),
		async act(deed) {
			const from = deed.type === 'copy' ? deed.from : '';
			begun.push(wordsOf(deed));
			going.set(from, (going.get(from) ?? 0) + 1);
			most = Math.max(most, going.get(from) ?? 0);
			await settlePromises();
			going.set(from, (going.get(from) ?? 0) - 1);
			return endOf(wordsOf(deed));
		},
	});
	return {begun, missed, most, pulls: begun.filter(words => words.startsWith('pull'))};
}

test('one node pulls, and the others copy it from those that have it, two at a time from each', async () => {
	const {begun, missed, most, pulls} = await spread(12);
	expect(missed).toEqual([]);
	expect(pulls).toEqual(['pull n1']);
	expect(begun.slice(1, 3)).toEqual(['copy n2 from n1', 'copy n3 from n1']);
	expect(most).toBe(2);
	const sources = new Set(begun.map(words => words.split(' from ')[1]));
	expect(sources.size).toBeGreaterThan(4);
});

test('where one does not get it, another asks the registry; not all of them', async () => {
	const {pulls, missed} = await spread(4, words =>
		words === 'pull n1' ? failing('rejected') : done,
	);
	expect({pulls, missed}).toEqual({pulls: ['pull n1', 'pull n2'], missed: ['n1']});
	const none = await spread(9, () => failing('rejected'));
	expect(none.begun).toEqual(['pull n1', 'pull n2', 'pull n3']);
	expect(none.missed).toHaveLength(9);
});

test('a copy that fails is no source, and ends no other', async () => {
	const {begun, missed} = await spread(6, words =>
		words.startsWith('copy n2') ? failing('rejected') : done,
	);
	expect(missed).toEqual(['n2']);
	expect(begun.some(words => words.endsWith('from n2'))).toBe(false);
	expect(begun).toHaveLength(6);
});

test('where nothing can be copied, each pulls for itself', async () => {
	const {pulls, missed} = await spread(3, words =>
		words.startsWith('copy') ? failing('unsupported') : done,
	);
	expect({pulls, missed}).toEqual({pulls: ['pull n1', 'pull n2', 'pull n3'], missed: []});
});

test('once the first was stopped the others are asked for too, which begins nothing, so that each is told', async () => {
	const {begun, missed} = await spread(3, () => ({state: 'cancelled'}));
	expect(begun).toEqual(['pull n1', 'pull n2', 'pull n3']);
	expect(missed).toEqual(['n1', 'n2', 'n3']);
});
