import {expect, it} from 'vitest';
import {flagsOfSbatch, longNames, optionalValues} from '../../source/parsers/sbatch-options.ts';
import {givenOptions} from '../../source/rules/submit-options.ts';

const given = (words: string) =>
	givenOptions(
		words.split(' ').filter(word => word !== ''),
		{
			...{longNames, flags: flagsOfSbatch, optionalValues},
		},
	);

it.each([
	['', []],
	['--time=10 --hold', ['--time=10', '--hold']],
	['-t 10 -p gpu', ['--time=10', '--partition=gpu']],
	['-N2 -H -Jname', ['--nodes=2', '--hold', '--job-name=name']],
	['--exclusive --time 10', ['--exclusive', '--time=10']],
	['--exclusive=user', ['--exclusive=user']],
	['--new-option value', ['--new-option=value']],
	['--comment --help', ['--comment=--help']],
])('%j is one argument for each option', (words, options) => {
	expect(given(words)).toEqual({kind: 'options', options});
});

it.each(['other.sh', '--hold other.sh', '-t 10 other.sh', '--exclusive other.sh', '-', '--', '-%'])(
	'of %j sbatch would take a word for the script',
	words => {
		expect(given(words)).toMatchObject({kind: 'stray'});
	},
);

it.each([
	['--wrap=true', 'wrap'],
	['-W', 'wait'],
	['--test-only', 'test-only'],
	['-M other', 'clusters'],
	['-V', 'version'],
	['--help', 'help'],
])('%j would make something else of it than a job here', (words, name) => {
	expect(given(words)).toEqual({kind: 'unwanted', name});
});
