import {expect, it} from 'vitest';
import {nodeSubject} from '../../source/store/node-subject.ts';
import {nodeUnderCursor, rackSummary, shownNodes} from '../../source/store/selectors.ts';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {aGpu, aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const tick = {type: 'clock/ticked', atMs: 4000, wallMs: 4000} as const;

it('a tick of the clock sorts nothing anew, nor does a key that leaves the rows alone', () => {
	const rack = new ScreenedRack(['b', 'a']).sampled('a', 5).sampled('b', 50).press('F13');
	const before = [shownNodes(rack.state), nodeUnderCursor(rack.state), rackSummary(rack.state)];
	rack.send({...tick, atMs: 1000}).press('p', '?', 'esc');
	const after = [shownNodes(rack.state), nodeUnderCursor(rack.state), rackSummary(rack.state)];
	expect(after.every((value, index) => value === before[index])).toBe(true);
	expect(shownNodes(rack.sampled('a', 99).state)).not.toBe(before[0]);
});

it('the rows are filtered and sorted by what is shown of a node', () => {
	const rack = new ScreenedRack(['a', 'b', 'c']).sampled('a', 90).sampled('b', 95).down('c');
	expect(rack.rows).toBe('c a b');
	rack.press('s', 's', '/').type('cpu>80').press('enter');
	expect(rack.rows).toBe('b a');
});

it('the header counts healths and means, and remembers that there was a gpu', () => {
	const rack = new ScreenedRack(['a', 'b', 'c']).sampled('a', 20).down('b');
	expect(rackSummary(rack.state)).toEqual({
		...{ok: 1, warning: 0, down: 1, unknown: 1},
		...{cpuFraction: 0.2, memoryFraction: 0.25, gpuFraction: undefined, hasGpu: false},
	});
	rack.sampled('c', 20, {gpus: [aGpu({utilizationFraction: 0.5})]});
	expect(rackSummary(rack.state)).toMatchObject({gpuFraction: 0.5, hasGpu: true});
	const failure = {kind: 'refused', where: 'c'} as const;
	rack.send({
		...{type: 'node/lost', node: 'c' as NodeName, failure, retryInMs: 1, atMs: 90_000},
	});
	expect(rackSummary(rack.state)).toMatchObject({gpuFraction: undefined, hasGpu: true});
});

const disk = (mount: string, usedBytes: number): Filesystem => ({
	...{state: 'measured', mount, device: mount, type: 'ext4'},
	...{totalBytes: 110, usedBytes, availableBytes: 100 - usedBytes},
});

it('the disk of a node is its root, or the fullest where the root is not told', () => {
	const diskOf = (filesystems: readonly Filesystem[]): number | undefined => {
		const rack = new ScreenedRack([aNodeConfig('a')]).sampled('a', 1);
		const node = 'a' as NodeName;
		rack.send({type: 'node/filesystemsMeasured', node, filesystems, atMs: 0});
		const [only] = rack.state.nodes;
		return only && nodeSubject(only).values.disk;
	};
	expect(diskOf([disk('/data', 71), disk('/', 43)])).toBe(0.43);
	expect(diskOf([disk('/boot', 10), disk('/data', 71)])).toBe(0.71);
	const silent = {...{mount: '/', device: '/', type: 'nfs'}, waitedMs: 1} as const;
	expect(diskOf([{state: 'silent', ...silent}])).toBeUndefined();
});

it('a node that is lost has no values, and what is asked twice is the same object', () => {
	const gpus = [aGpu({utilizationFraction: 0.2}), aGpu({index: 1, utilizationFraction: 0.9})];
	const temperatures = [{sensor: 'cpu', celsius: 61}];
	const rack = new ScreenedRack(['a']).sampled('a', 40, {gpus, temperatures});
	const subject = () => nodeSubject(rack.state.nodes[0] ?? expect.unreachable());
	expect(subject().values).toMatchObject({cpu: 0.4, memory: 0.25, gpu: 0.9, temperature: 61});
	expect(subject()).toBe(subject());
	const failure = {kind: 'refused', where: 'a'} as const;
	rack.send({type: 'node/lost', node: 'a' as NodeName, failure, retryInMs: 1, atMs: 90_000});
	expect(Object.values(subject().values).filter(value => value !== undefined)).toEqual([]);
});
