import fc from 'fast-check';
import {expect, it} from 'vitest';
import {logObjects} from '../../source/cli/log-objects.ts';
import {type LogObject, logSchema} from '../../source/parsers/log-schema.ts';
import {logSchemaErrors} from '../helpers/validate-document.ts';

function printed(pieces: readonly string[]): readonly LogObject[] {
	let told = '';
	const print = (text: string): void => {
		told += text;
	};
	const objects = logObjects({print}, 'stdout');
	for (const piece of pieces) {
		objects.push(piece);
	}

	objects.end();
	expect(told).not.toMatch(/[^\P{Cc}\n]/u);
	return told
		.split('\n')
		.slice(0, -1)
		.map(line => logSchema.parse(JSON.parse(line)));
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
