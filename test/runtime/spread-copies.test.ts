import {expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedEnd} from '../../source/domain/model-deed.ts';
import {spreadCopies} from '../../source/runtime/spread-copies.ts';
import {settlePromises} from '../helpers/fake-clock.ts';

const done: DeedEnd = {state: 'done', result: {digest: 'd', fetchedBytes: 1, wasThere: false}};
const failedAt = (where: string): DeedEnd => ({
	state: 'failed',
	failure: {kind: 'unreachable', where, reason: 'so'},
});

async function spread(
	from: readonly string[],
	count: number,
	endOf: (node: string, source: string) => DeedEnd,
) {
	const begun: string[] = [];
	const missed = await spreadCopies({
		...{model: 'big' as ModelName, from: from as NodeName[]},
		nodes: Array.from({length: count}, (_, index) => `t${index + 1}` as NodeName),
		async act(deed) {
			const source = deed.type === 'copy' ? deed.from : '';
			begun.push(`${deed.node} from ${source}`);
			await settlePromises();
			return endOf(deed.node, source);
		},
	});
	return {begun, missed};
}

test('all that have it give it, the least busy first', async () => {
	const {begun, missed} = await spread(['a', 'b'], 4, () => done);
	expect({begun, missed}).toEqual({
		begun: ['t1 from a', 't2 from b', 't3 from a', 't4 from b'],
		missed: [],
	});
});

test.each(['a', 'a (192.168.1.4:22)', 'a: Ollama'])(
	'a node that cannot give it (%s) is asked no more, and others give it instead',
	async where => {
		const {begun, missed} = await spread(['a', 'b'], 6, (_, source) =>
			source === 'a' ? failedAt(where) : done,
		);
		expect(missed).toEqual([]);
		expect(begun.filter(words => words.endsWith('from a'))).toEqual(['t1 from a', 't3 from a']);
	},
);

test('where none other has it, each hears why it did not come', async () => {
	const {begun, missed} = await spread(['a'], 3, () => failedAt('a'));
	expect(begun).toEqual(['t1 from a', 't2 from a', 't3 from a']);
	expect(missed).toEqual(['t1', 't2', 't3']);
});

test('what fails at the node that should get it is not tried from elsewhere', async () => {
	const {begun, missed} = await spread(['a', 'ab'], 2, node =>
		node === 't1' ? failedAt('t1') : done,
	);
	expect({begun, missed}).toEqual({begun: ['t1 from a', 't2 from ab'], missed: ['t1']});
});
