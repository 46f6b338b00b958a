import {expect, it} from 'vitest';
import {hostNames} from '../../source/rules/host-list.ts';

it.each([
	['node001', ['node001']],
	['node[001-003,007]', ['node001', 'node002', 'node003', 'node007']],
	['node[1-2],gpu1', ['node1', 'node2', 'gpu1']],
	['r[1-2]n[8-9]', ['r1n8', 'r1n9', 'r2n8', 'r2n9']],
	['a[1-2]-ib', ['a1-ib', 'a2-ib']],
	['', []],
])('%s are %j', (list, names) => {
	expect(hostNames(list)).toEqual(names);
});

it.each(['node[3-1]', 'node[a-b]', 'n[1-999999999]', 'n[1-9999],m[1-9999]', 'n[1-1000][1-1000]'])(
	'%s, which is no list or too long, stays as it is',
	list => {
		expect(hostNames(list)).toEqual([list]);
	},
);
