import {describe, expect, it} from 'vitest';
import {tailRemark} from '../../source/parsers/tail-remark.ts';

describe('what tail says of a file', () => {
	it.each([
		["tail: cannot open '/home/carol/out.log' for reading: No such file or directory", 'missing'],
		["tail: can't open 'x': No such file or directory", 'missing'],
		["tail: cannot open 'x' for reading: Permission denied", 'denied'],
		["tail: 'x' has appeared;  following new file", 'appeared'],
		['tail: /home/carol/my out.log: file truncated', 'shorter'],
		["tail: 'x' has been replaced;  following new file", 'replaced'],
		["tail: 'x' has become inaccessible: No such file or directory", 'gone'],
	])('%j is %s', (line, kind) => {
		expect(tailRemark(line)).toEqual({kind});
	});

	it.each(['epoch 1', 'tail: something else', ' tail: x: file truncated', ''])(
		'%j is a line of it',
		line => {
			expect(tailRemark(line)).toBeUndefined();
		},
	);
});
