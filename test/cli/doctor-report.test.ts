import {expect, it} from 'vitest';
import {fail, pass, reportJson, reportText, warn} from '../../source/cli/doctor-report.ts';

const findings = [
	pass('a.long-id', 'well'),
	warn('b', 'odd \u001b[2J', 'try \u0007this'),
	fail('c', 'bad', 'mend it'),
];

it('is one line a check, and below it what mends it', () => {
	expect(reportText(findings)).toBe(
		[
			'PASS  a.long-id  well',
			'WARN  b          odd ␛[2J',
			'                 try: try ␇this',
			'FAIL  c          bad',
			'                 try: mend it',
			'',
		].join('\n'),
	);
});

it('as JSON holds the raw text, escaped', () => {
	const text = reportJson(findings);
	expect(text).toMatch(/^[ -~]+\n$/);
	expect(JSON.parse(text)).toEqual({
		schemaVersion: 1,
		checks: [
			{id: 'a.long-id', status: 'pass', text: 'well'},
			{id: 'b', status: 'warn', text: 'odd \u001b[2J', remedy: 'try \u0007this'},
			{id: 'c', status: 'fail', text: 'bad', remedy: 'mend it'},
		],
	});
});
