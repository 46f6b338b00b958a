/** On a capture of Slurm 22.05.8, and on what the manual says that it may tell. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {gpusOfGres} from '../../source/parsers/gres.ts';
import {parseSinfo} from '../../source/parsers/sinfo.ts';

const nonce = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const capture = readFileSync(
	join(import.meta.dirname, '../fixtures/slurm/sinfo-marked.txt'),
	'latin1',
);

it('partitions are counted from their nodes, and a node of two partitions is one', () => {
	const {value, problems} = parseSinfo(capture, nonce);
	expect(problems).toEqual([]);
	expect(value.partitions).toEqual([
		{
			name: 'batch',
			isDefault: true,
			state: 'UP',
			timeLimitSeconds: 172_800,
			nodes: {allocated: 2, idle: 1, other: 0, total: 3},
			cpus: {allocated: 3, idle: 21, other: 0, total: 24},
			gpus: {allocated: 0, idle: 2, other: 0, total: 2},
		},
		{
			name: 'gpu',
			isDefault: false,
			state: 'UP',
			timeLimitSeconds: 86_400,
			nodes: {allocated: 0, idle: 2, other: 0, total: 2},
			cpus: {allocated: 0, idle: 16, other: 0, total: 16},
			gpus: {allocated: 0, idle: 4, other: 0, total: 4},
		},
	]);
	expect(value.nodes.map(({name, partitions}) => [name, partitions])).toEqual([
		['node001', ['batch']],
		['node002', ['batch']],
		['node003', ['batch', 'gpu']],
		['node004', ['gpu']],
	]);
	expect(value.nodes[2]).toMatchObject({
		states: ['IDLE'],
		cpusTotal: 8,
		gres: 'gpu:a100:2',
		gpusTotal: 2,
		gpusUsed: 0,
		features: ['lab', 'gpu'],
		memoryTotalBytes: 32_000 * 1_048_576,
		reason: undefined,
		reasonUser: undefined,
	});
});

it('a node that is drained says why, since when and who, and its gpus are nobody’s', () => {
	const drained = capture
		.replace(/(node004.*)idle/, '$1draining*')
		.replace(/(node004.*)Unknown(.)Unknown/, '$1root$21795350186')
		.replace(/(node004.*)gpu:a100:0\(IDX:N\/A\)/, '$1gpu:a100:1(IDX:0)')
		.replace(/(node004.*b)none/, '$1disk | of\nrack \x1f3');
	const {value} = parseSinfo(drained, nonce);
	expect(value.nodes[3]).toMatchObject({
		states: ['DRAINING', 'NOT_RESPONDING'],
		reason: 'disk | of\nrack \x1f3',
		reasonUser: 'root',
		reasonAtMs: 1_795_350_186_000,
	});
	expect(value.partitions[1]?.gpus).toEqual({allocated: 1, idle: 2, other: 1, total: 4});
	expect(value.partitions[1]?.nodes).toEqual({allocated: 0, idle: 1, other: 1, total: 2});
});

it.each([
	['idle~', ['IDLE', 'POWERED_DOWN']],
	['mixed-', ['MIXED', 'PLANNED']],
	['allocated+drain', ['ALLOCATED', 'DRAIN']],
	['down$@', ['DOWN', 'MAINTENANCE', 'REBOOT_REQUESTED']],
])('the state %s is %s', (told, states) => {
	const {value} = parseSinfo(capture.replace('mixed', told), nonce);
	expect(value.nodes[0]?.states).toEqual(states);
});

it('what is cut off is no node, and is told', () => {
	fc.assert(
		fc.property(fc.nat(capture.length - 2), length => {
			const {value, problems} = parseSinfo(capture.slice(0, length), nonce);
			expect(value.nodes.length).toBeLessThanOrEqual(4);
			expect(problems.length).toBeLessThanOrEqual(1);
		}),
	);
	expect(parseSinfo(capture.slice(0, -50), nonce).problems).toHaveLength(1);
});

it.each([
	['gpu:a100:2(S:0-1),shard:8', 2],
	['gpu:a100:2(IDX:0-1),gpu:v100:1(IDX:2)', 3],
	['gpu:4', 4],
	['gres/gpu=2', 2],
	['gpu:0', 0],
	['craynetwork:4', undefined],
	['(null)', undefined],
])('%s are %s gpus', (gres, count) => {
	expect(gpusOfGres(gres)).toBe(count);
});
