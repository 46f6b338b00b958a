import {describe, expect, it} from 'vitest';
import type {Preferences} from '../../source/domain/preferences.ts';
import {parsePreferences} from '../../source/parsers/preferences.ts';

const chosen: Preferences = {
	...{nodeSort: 'cpu', nodeView: 'grid', gridMetric: 'temperature', jobSort: 'priority'},
	...{jobColumns: ['user', 'priority'], slurmNodeSort: 'load', hasCommands: false},
	isBellOn: true,
};

it('what the program writes it reads', () => {
	expect(parsePreferences(JSON.stringify(chosen))).toEqual({value: chosen, problems: []});
	const {jobColumns: _, ...rest} = chosen;
	const unchosen = JSON.stringify({...chosen, jobColumns: undefined});
	expect(parsePreferences(unchosen)).toEqual({value: rest, problems: []});
});

it('no column is a choice, and columns come in the order of the table, each once', () => {
	const columnsIn = (text: string) => parsePreferences(text).value.jobColumns;
	expect(columnsIn('{"jobColumns": []}')).toEqual([]);
	expect(columnsIn('{"jobColumns": ["submitted", "user", "gpus", "user"]}')).toEqual([
		...['user', 'gpus', 'submitted'],
	]);
});

it('a field that nobody knows is left out, as one of a newer program is', () => {
	const text = '{"nodeSort": "name", "colour": "pink", "__proto__": {"isBellOn": true}}';
	const {value, problems} = parsePreferences(text);
	expect(value).toEqual({nodeSort: 'name'});
	expect(value.isBellOn).toBeUndefined();
	expect(problems).toEqual([]);
});

describe('a damaged file', () => {
	it('that nests brackets in a choice by the thousand is one problem, and never throws', () => {
		const text = `{"nodeSort": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "isBellOn": true}`;
		const reason = 'nodeSort is nothing that can be chosen';
		expect(parsePreferences(text)).toMatchObject({
			...{value: {isBellOn: true}, problems: [{line: 'nodeSort', reason}]},
		});
	});

	it.each([
		'',
		' ',
		'{',
		'{"nodeSort": "cpu", "jobSo',
		'null',
		'[]',
		'"cpu"',
		'7',
		'\u0000\u0000\u0000',
		`${'['.repeat(20_000)}`,
	])('%j is nothing, and one problem', text => {
		const {value, problems} = parsePreferences(text);
		expect(value).toEqual({});
		expect(problems).toMatchObject([{source: 'preferences.json', reason: 'it is no JSON object'}]);
		expect(problems[0]?.line.length).toBeLessThanOrEqual(200);
	});

	it.each([
		['nodeSort', 'colour'],
		['nodeSort', 'toString'],
		['nodeSort', null],
		['nodeView', true],
		['gridMetric', 'disk'],
		['jobSort', 'cpu'],
		['jobColumns', 'user'],
		['jobColumns', ['user', 'phase']],
		['jobColumns', [7]],
		['slurmNodeSort', {}],
		['hasCommands', 'yes'],
		['isBellOn', 1],
	])('whose %s is %j keeps all others, and tells it', (name, told) => {
		const {value, problems} = parsePreferences(JSON.stringify({...chosen, [name]: told}));
		const others = Object.entries(chosen).filter(([other]) => other !== name);
		expect(value).toEqual(Object.fromEntries(others));
		expect(problems).toMatchObject([{reason: `${name} is nothing that can be chosen`}]);
	});
});
