import {describe, expect, it} from 'vitest';
import {parseProcMeminfo} from '../../source/parsers/proc-meminfo.ts';
import {awkNumbers} from '../helpers/awk.ts';
import {fixtureRoot, readFixture} from '../helpers/node-fixture.ts';

describe('parseProcMeminfo', () => {
	it('agrees with awk on the capture', () => {
		const {value} = parseProcMeminfo(readFixture('debian-12-x86-vm', '/proc/meminfo'));
		const [total, available, swapTotal, swapFree, shared] = awkNumbers(
			'/^(MemTotal|MemAvailable|SwapTotal|SwapFree|Shmem):/ {printf "%.0f\\n", $2 * 1024}',
			`${fixtureRoot('debian-12-x86-vm')}/proc/meminfo`,
		);
		expect(value).toEqual({
			totalBytes: total,
			availableBytes: available,
			sharedBytes: shared,
			swapTotalBytes: swapTotal,
			swapFreeBytes: swapFree,
		});
	});

	it('does not invent what is available before Linux 3.14', () => {
		const {value} = parseProcMeminfo(readFixture('old-kernel', '/proc/meminfo'));
		expect(value).toMatchObject({totalBytes: 16_344_972 * 1024, availableBytes: undefined});
	});

	it.each([
		['without its total', 'MemFree: 1 kB\n', []],
		['a total of nothing', 'MemTotal: 0 kB\n', ['MemTotal: 0 kB']],
		['another unit', 'MemTotal: 5 MB\n', ['MemTotal: 5 MB']],
		['cut off before the unit', 'MemTotal: 5', ['MemTotal: 5']],
		['the heading of Linux 2.4', '        total:    used:\nMem:  1 2\n', []],
	])('knows no memory: %s', (_, text, lines) => {
		const {value, problems} = parseProcMeminfo(text);
		expect(value).toBeUndefined();
		expect(problems.map(problem => problem.line)).toEqual(lines);
	});
});
