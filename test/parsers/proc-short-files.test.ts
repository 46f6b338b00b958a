import {describe, expect, it} from 'vitest';
import {parseBootId} from '../../source/parsers/boot-id.ts';
import {parseKernelWord} from '../../source/parsers/kernel-word.ts';
import {parseProcLoadavg} from '../../source/parsers/proc-loadavg.ts';
import {parseProcPressure} from '../../source/parsers/proc-pressure.ts';
import {parseProcUptime} from '../../source/parsers/proc-uptime.ts';
import {parseProcVmstat} from '../../source/parsers/proc-vmstat.ts';
import {awkNumbers} from '../helpers/awk.ts';
import {fixtureRoot, readFixture} from '../helpers/node-fixture.ts';

const vm = 'debian-12-x86-vm';

describe('parseProcLoadavg', () => {
	it('reads the three averages of the capture', () => {
		const file = `${fixtureRoot(vm)}/proc/loadavg`;
		const [load1, load5, load15] = awkNumbers('{print $1, $2, $3}', file);
		expect(parseProcLoadavg(readFixture(vm, '/proc/loadavg')).value).toEqual({
			load1,
			load5,
			load15,
		});
	});

	it.each(['0.20 0.18', '0.20 0.18 N/A 1/80 11206', '0,20 0,18 0,12', '0.20 0.18 -0.12'])(
		'knows no load from %j',
		text => {
			const {value, problems} = parseProcLoadavg(text);
			expect(value).toBeUndefined();
			expect(problems).toMatchObject([{line: text, source: '/proc/loadavg'}]);
		},
	);
});

describe('parseProcUptime', () => {
	it('reads the seconds of the capture', () => {
		const [seconds] = awkNumbers('{print $1}', `${fixtureRoot(vm)}/proc/uptime`);
		expect(parseProcUptime(readFixture(vm, '/proc/uptime')).value).toBe(seconds);
	});

	it('reads a container that tells no idle time', () => {
		expect(parseProcUptime('350735.47').value).toBe(350_735.47);
	});
});

describe('parseProcVmstat', () => {
	it('agrees with awk on the capture', () => {
		const names = ['nr_shmem', 'pswpin', 'pswpout', 'pgmajfault', 'oom_kill'];
		const [sharedPages, swapInPages, swapOutPages, majorFaults, oomKills] = names.flatMap(name =>
			awkNumbers(`$1 == "${name}" {print $2}`, `${fixtureRoot(vm)}/proc/vmstat`),
		);
		expect(parseProcVmstat(readFixture(vm, '/proc/vmstat')).value).toEqual({
			sharedPages,
			swapInPages,
			swapOutPages,
			majorFaults,
			oomKills,
		});
	});

	it('leaves a counter that the kernel does not have unknown', () => {
		expect(parseProcVmstat('pswpin 5\npswpout 6\n').value).toEqual({
			sharedPages: undefined,
			swapInPages: 5,
			swapOutPages: 6,
			majorFaults: undefined,
			oomKills: undefined,
		});
	});

	it('names a counter without a number', () => {
		const {value, problems} = parseProcVmstat('pswpin\noom_kill -1\npgmajfault 3\n');
		expect(value?.majorFaults).toBe(3);
		expect(problems.map(({line}) => line)).toEqual(['pswpin', 'oom_kill -1']);
	});
});

describe('parseProcPressure', () => {
	it('reads the totals of the capture', () => {
		const file = `${fixtureRoot(vm)}/proc/pressure/io`;
		const [some, full] = awkNumbers('{sub(/.*total=/, ""); print}', file);
		expect(parseProcPressure(readFixture(vm, '/proc/pressure/io')).value).toEqual({
			someMicroseconds: some,
			fullMicroseconds: full,
		});
	});

	it('knows a kernel before 5.13, which has no full for the cpu', () => {
		const {value} = parseProcPressure('some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n');
		expect(value).toEqual({someMicroseconds: 7, fullMicroseconds: undefined});
	});

	it('names the file of a line without a total', () => {
		const {value, problems} = parseProcPressure('some avg10=0.00 to', '/proc/pressure/cpu');
		expect(value).toBeUndefined();
		expect(problems).toMatchObject([{source: '/proc/pressure/cpu', line: 'some avg10=0.00 to'}]);
	});
});

describe('parseBootId', () => {
	it.each(['1e2dbb7f', 'not-a-uuid', '1E2DBB7F-0B5C-4F39-8B5E-7B7B1C7C4A31', '\0'])(
		'knows no boot from %j',
		text => {
			expect(parseBootId(text).value).toBeUndefined();
			expect(parseBootId(text).problems).toHaveLength(1);
		},
	);
});

describe('parseKernelWord', () => {
	it('takes one word and nothing that looks like more', () => {
		const parse = (text: string) => parseKernelWord(text, '/proc/sys/kernel/hostname').value;
		expect(parse('node017\n')).toBe('node017');
		expect(parse('(none)\n')).toBeUndefined();
		expect(parse('a b')).toBeUndefined();
		expect(parse('a\u001b[2J')).toBeUndefined();
		expect(parse('a'.repeat(65))).toBeUndefined();
	});
});
