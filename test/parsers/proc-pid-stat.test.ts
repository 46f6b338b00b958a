import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseLsOwners} from '../../source/parsers/ls-owners.ts';
import {parseProcPidStat} from '../../source/parsers/proc-pid-stat.ts';

const context = {pageBytes: 4096, owners: new Map([[1, 'root']])};
const tail = 'S 1 1 1 0 -1 4194560 92411 6482 132 412 251 388 9 5 20 0 3 0 900 23154688 3181';
const parse = (text: string) => parseProcPidStat(text.split('\n'), context);

describe('a process', () => {
	it('is its counters, with the owner of its pid', () => {
		expect(parse(`1 (systemd) ${tail} 18446744073709551615 1 1`)).toEqual({
			problems: [],
			value: [
				{
					...{pid: 1, command: 'systemd', user: 'root', state: 'S'},
					...{cpuTicks: 639, startTicks: 900, residentBytes: 3181 * 4096, threads: 3},
				},
			],
		});
	});

	it('of this machine is understood as its kernel writes it', () => {
		const own = readFileSync('/proc/self/stat', 'latin1');
		const {value, problems} = parse(own.trimEnd());
		expect(problems).toEqual([]);
		expect(value).toMatchObject([{pid: process.pid, state: expect.stringMatching(/[A-Z]/)}]);
		const {rss} = process.memoryUsage();
		expect(Math.abs((value[0]?.residentBytes ?? 0) - rss)).toBeLessThan(rss / 2);
	});

	it.each([
		['blanks and brackets', 'a) S 1 (b'],
		['a line feed', 'two\nlines'],
		['line feeds alone', '\n'.repeat(15)],
		['the beginning of another one', '\n1 (x) R 1 2 3 '],
		['nothing', ''],
		['no UTF-8', '\u00ff\u00fe'],
	])('may be named with %s', (_, name) => {
		const {value, problems} = parse(`7 (${name}) ${tail}\n8 (next) ${tail}`);
		expect(problems).toEqual([]);
		expect(value.map(({pid}) => pid)).toEqual([7, 8]);
		expect(value[0]?.command).toBe(name.replaceAll(/[\u00fe\u00ff]/g, '\ufffd'));
	});

	it('cannot make another one by its name, whatever that is', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[()\n RS1-9a]{0,15}$/), name => {
				const {value} = parse(`7 (${name}) ${tail}\n8 (next) ${tail}`);
				expect(value.map(({pid, command}) => ({pid, command}))).toEqual([
					{pid: 7, command: name},
					{pid: 8, command: 'next'},
				]);
			}),
		);
	});
});

it.each([
	['no process', 'cat: /proc/77/stat: No such process'],
	['a name without an end', '7 (sleep'],
	['counters that are cut off', '7 (sleep) S 1 1 1 0'],
	['a negative share', `7 (sleep) ${tail.replace('251', '-251')}`],
	['a state that is no letter', `7 (sleep) 1${tail.slice(1)}`],
	['a name that is too long', `7 (${'x'.repeat(70)}) ${tail}`],
])('%s is a problem, and the others are understood', (_, line) => {
	const {value, problems} = parse(`6 (before) ${tail}\n${line}`);
	expect(problems).toMatchObject([{line}]);
	expect(value).toMatchObject([{pid: 6, user: undefined}]);
});

describe('owners', () => {
	it('are known by pid', () => {
		const lines = [
			'dr-xr-xr-x    9 root     root             0 Nov 22 09:00 /proc/1',
			'dr-xr-xr-x 9 www-data www-data 0 Nov 22 2026 /proc/211\r',
			"ls: cannot access '/proc/99': No such file or directory",
			'dr-xr-xr-x 9 root',
			'dr-xr-xr-x 9 eve eve 0 Nov 22 09:00 /proc/x1',
		];
		expect([...parseLsOwners(lines)]).toEqual([
			[1, 'root'],
			[211, 'www-data'],
		]);
	});
});

describe('lines that are made to be looked at again and again', () => {
	const bytes = 1_048_576;
	const honest = Array.from({length: bytes / 100}, (_, pid) => `${pid} (honest) ${tail}`);
	const filled = (line: string): readonly string[] =>
		Array.from({length: Math.ceil(bytes / (line.length + 1))}, () => line);

	it.each([
		['names that never end', filled('1 (')],
		['ends that are none', filled('1 () S')],
		['one line of ends that are nearly some', [`1 (${`) S${' 1'.repeat(20)}`.repeat(24_000)}`]],
		['names of line feeds', filled('1 (\n\n\n\n').flatMap(line => line.split('\n'))],
	])('cost no more than honest ones: %s', (_, lines) => {
		const cpuMs = (of: readonly string[]): number => {
			const before = process.cpuUsage();
			parseProcPidStat(of, context);
			const {user, system} = process.cpuUsage(before);
			return (user + system) / 1000;
		};
		cpuMs(honest);
		cpuMs(lines);
		const ratios = Array.from({length: 7}, () => cpuMs(lines) / cpuMs(honest));
		const median = ratios.toSorted((one, other) => one - other)[3];
		// A megabyte of empty names has ten times as many lines; looking at each again and again would take thousands.
		expect(median).toBeLessThan(20);
	});
});
