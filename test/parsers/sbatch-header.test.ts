import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseSbatchHeader} from '../../source/parsers/sbatch-header.ts';

function header(...lines: readonly string[]) {
	return parseSbatchHeader(lines.join('\n')).map(
		({name, value, line}) => `${line} ${name}${value === undefined ? '' : `=${value}`}`,
	);
}

describe('the head of a script for sbatch', () => {
	it('is read up to the first command', () => {
		expect(
			header(
				'#!/bin/bash -l',
				'# a comment',
				'#SBATCH --time=1:00:00',
				'',
				'  # more',
				'#SBATCH -p gpu',
				'module load cuda',
				'#SBATCH --mem=4G',
			),
		).toEqual(['3 time=1:00:00', '6 partition=gpu']);
	});

	it.each([
		['#SBATCH -N2 -n 8', ['1 nodes=2', '1 ntasks=8']],
		['#SBATCH --job-name "my job" # why', ['1 job-name=my job']],
		["#SBATCH -J 'it''s'", ['1 job-name=its']],
		['#SBATCH --comment="a \\"b\\" #c"', ['1 comment=a "b" #c']],
		['#SBATCH --exclusive --mem 4G', ['1 exclusive', '1 mem=4G']],
		['#SBATCH --hold -t 10', ['1 hold', '1 time=10']],
		['#SBATCH -H -t10', ['1 hold', '1 time=10']],
		['#SBATCH --nice -p pi', ['1 nice', '1 partition=pi']],
		['#SBATCH\t--qos=high', ['1 qos=high']],
		['#SBATCH -o logs/%x-%j.out', ['1 output=logs/%x-%j.out']],
		['#SBATCH --export=NONE,A=b', ['1 export=NONE,A=b']],
		['#SBATCH --time', ['1 time']],
		['#SBATCH --job-name=""', ['1 job-name=']],
		['#SBATCH$(touch x)', []],
		['##SBATCH --time=1', []],
		['# SBATCH --time=1', []],
		['#SBATCH plain words -Z9', []],
	])('understands %s', (line, options) => {
		expect(header(line)).toEqual(options);
	});

	it('has each option once, as it stands last', () => {
		expect(header('#SBATCH -t 10', '#SBATCH --mem=1G', '#SBATCH --time=20')).toEqual([
			'2 mem=1G',
			'3 time=20',
		]);
	});

	it('is that of the first part of a job of several', () => {
		expect(header('#SBATCH -n 1', '#SBATCH hetjob', '#SBATCH -n 9')).toEqual(['1 ntasks=1']);
	});

	it('never throws, and takes a time that grows with the text', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme', maxLength: 200}), text => {
				parseSbatchHeader(`#SBATCH ${text}`);
			}),
		);
		const began = performance.now();
		parseSbatchHeader(`#SBATCH ${'"\\'.repeat(100_000)}`);
		parseSbatchHeader(`#SBATCH ${"'a".repeat(100_000)}`);
		expect(performance.now() - began).toBeLessThan(2000);
	});
});
