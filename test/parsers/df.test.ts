import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseDf} from '../../source/parsers/df.ts';

const headline = 'Filesystem     1024-blocks      Used Available Capacity Mounted on';

describe('df -kP', () => {
	it.each([['df'], ['busybox']])('of %s on this machine is understood whole', program => {
		const args = program === 'df' ? ['-kP'] : ['df', '-kP'];
		const text = execFileSync(program, args, {encoding: 'utf8', env: {LC_ALL: 'C', PATH: '/bin'}});
		const {value, problems} = parseDf(text);
		const root = /^\S+ +(\d+) +\d+ +\d+ +\d+% \/$/m.exec(text)?.[1];
		expect(problems).toEqual([]);
		expect(value.find(({mount}) => mount === '/')?.totalBytes).toBe(Number(root) * 1024);
	});

	it.each([
		['/dev/sda1 100 40 60 40% /mnt/my files', '/mnt/my files'],
		['nas:/my files 100 40 60 40% /mnt', '/mnt'],
		['/dev/sda1 100 40 60 40% /a 1 2 3 4% /b', '/a 1 2 3 4% /b'],
		['/dev/sda1 100 40 60 - /mnt', '/mnt'],
		['/dev/sda1 100 40 60 101% /mnt ', '/mnt '],
	])('takes %s for what it is', (line, mount) => {
		expect(parseDf(`${headline}\n${line}\n`)).toEqual({
			value: [{mount, totalBytes: 102_400, usedBytes: 40_960, availableBytes: 61_440}],
			problems: [],
		});
	});

	it('has nothing available when root has used its reserve', () => {
		const [row] = parseDf('/dev/sda1 100 100 -5 106% /full').value;
		expect(row?.availableBytes).toBe(0);
	});

	it('shows the last of two that are mounted on one another', () => {
		const text = '/dev/sda1 1 1 0 100% /mnt\n/dev/sdb1 2 1 1 50% /mnt\n';
		expect(parseDf(text).value).toMatchObject([{mount: '/mnt', totalBytes: 2048}]);
	});

	it.each([
		'df: /mnt: Stale file handle',
		'/dev/sda1 100 40',
		'/dev/sda1 - - - - /mnt',
		'/dev/sda1 0x10 1 1 1% /mnt',
		'/dev/sda1 100 40 60 40% mnt',
	])('says that %s was not understood', line => {
		expect(parseDf(line)).toMatchObject({value: [], problems: [{line}]});
	});

	it('never throws, whatever it is given', () => {
		fc.assert(fc.property(fc.string(), text => Array.isArray(parseDf(text).value)));
	});
});
