import fc from 'fast-check';
import {expect, it} from 'vitest';
import {logObjects} from '../../source/cli/log-objects.ts';
import {type LogObject, logSchema} from '../../source/parsers/log-schema.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {logSchemaErrors} from '../helpers/validate-document.ts';

function opened() {
	let told = '';
	let isStopped = false;
	const clock = new FakeClock();
	const output = {
		print(text: string) {
			told += isStopped ? '' : text;
		},
		endLine(rest = '') {
			told += rest;
		},
	};
	const objects = logObjects({output, stream: 'stdout', clock});
	return {
		...{objects, clock},
		stop() {
			isStopped = true;
		},
		told(): readonly LogObject[] {
			expect(told).not.toMatch(/[^\P{Cc}\n]/u);
			return told
				.split('\n')
				.slice(0, -1)
				.map(line => logSchema.parse(JSON.parse(line)));
		},
	};
}

function printed(pieces: readonly string[]): readonly LogObject[] {
	const {objects, told, clock} = opened();
	for (const piece of pieces) {
		objects.push(piece);
	}

	objects.end();
	expect(clock.timerCount).toBe(0);
	return told();
}

function bytesOf(text: string): string {
	return Buffer.from(text).toString('latin1');
}

/** What a program makes of them. */
function joined(objects: readonly LogObject[]): string {
	return objects
		.map(object =>
			'isUnended' in object ? object.text : 'text' in object ? `${object.text}\n` : '',
		)
		.join('');
}

it('each line is an object, however it comes, and nothing of it is lost', () => {
	const text = fc.string({unit: 'grapheme'}).map(one => one.replaceAll('x', '\n'));
	fc.assert(
		fc.property(text, fc.integer({min: 1, max: 9}), (log, size) => {
			const bytes = bytesOf(log);
			const pieces = Array.from({length: Math.ceil(bytes.length / size)}, (_, index) =>
				bytes.slice(index * size, (index + 1) * size),
			);
			const objects = printed(pieces);
			expect(joined(objects)).toBe(log);
			expect(objects.every(object => 'text' in object && !object.text.includes('\n'))).toBe(true);
		}),
	);
});

it('a last line without an end says so, and an empty line is one', () => {
	expect(printed(['a\n\nb\r\n5%\r', '9%'])).toEqual([
		{stream: 'stdout', text: 'a'},
		{stream: 'stdout', text: ''},
		{stream: 'stdout', text: 'b\r'},
		{stream: 'stdout', text: '5%\r9%', isUnended: true},
	]);
	expect(printed([])).toEqual([]);
});

it('what waits a second for its end is told: a bar of progress is seen while it runs', async () => {
	const {objects, clock, told} = opened();
	const bar = async (text: string) => {
		objects.push(text);
		await clock.advance(400);
	};
	await bar('begun\n 1%');
	await bar('\r 2%');
	expect(told()).toEqual([{stream: 'stdout', text: 'begun'}]);
	await bar('\r 3%');
	await bar('\r 4%');
	objects.push('\r 100%\ndone\n');
	const rest = [
		{stream: 'stdout', text: ' 1%\r 2%\r 3%', isUnended: true},
		{stream: 'stdout', text: '\r 4%\r 100%'},
		{stream: 'stdout', text: 'done'},
	];
	expect(told().slice(1)).toEqual(rest);
	await clock.advance(5000);
	expect(told()).toHaveLength(4);
});

it('a line that ends in time is told whole, however late the one before it began', async () => {
	const {objects, clock, told} = opened();
	objects.push('a');
	await clock.advance(900);
	objects.push('b\nc');
	await clock.advance(900);
	objects.push('d\n');
	expect(told()).toEqual([
		{stream: 'stdout', text: 'ab'},
		{stream: 'stdout', text: 'cd'},
	]);
});

it('what came before a signal is told after it', () => {
	const {objects, stop, told} = opened();
	objects.push('12%');
	stop();
	objects.end();
	expect(told()).toEqual([{stream: 'stdout', text: '12%', isUnended: true}]);
});

it('a line without end is cut between characters before it fills the memory', () => {
	const line = `a${'😀'.repeat(50_000)}`;
	const objects = printed([bytesOf(`${line}\n`)]);
	expect(joined(objects)).toBe(`${line}\n`);
	expect(objects.map(object => 'text' in object && object.text.length)).toEqual([65_535, 34_466]);
	expect(objects.every(object => 'text' in object && object.text.isWellFormed())).toBe(true);
});

it('the objects are those of the committed schema', () => {
	const head = {
		...{
			schemaVersion: 1,
			generatedAt: '2026-11-21T21:55:40.000Z',
			cluster: 'hpc',
			version: '1.0.0',
		},
		...{job: '31', stream: 'stderr', path: '/home/alice/slurm-31.out'},
	};
	const remark = {remark: 'notThere', text: 'It is not there yet.'};
	for (const object of [head, remark, ...printed(['a\nb'])]) {
		expect(logSchemaErrors(object)).toEqual([]);
	}

	expect(logSchemaErrors({...head, text: 'a'})).not.toEqual([]);
});
