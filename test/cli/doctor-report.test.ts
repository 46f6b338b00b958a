import {expect, it} from 'vitest';
import {fail, ofNode, pass, reportJson, reportText, warn} from '../../source/cli/doctor-report.ts';

const findings = [
	pass('a.long-id', 'well'),
	warn('b', 'odd \u001b[2J', 'try \u0007this'),
	fail('c', 'bad', 'mend it'),
];

it('is one line a check, and below it what mends it', () => {
	expect(reportText(findings, undefined)).toBe(
		[
			'PASS  a.long-id  well',
			'WARN  b          odd ␛[2J',
			'                 try: try ␇this',
			'FAIL  c          bad',
			'                 try: mend it',
			'',
			'3 checks: 1 failed, 1 warning',
			'',
		].join('\n'),
	);
	expect(reportText([pass('a', 'well')], undefined)).toMatch(/\n\n1 check: all is well\n$/);
});

it('on a terminal a sentence goes on under itself, and a command is not broken', () => {
	const forget = 'ssh-keygen -R pi-1 -f /home/pi/.ssh/known_hosts';
	const found = ofNode('pi-1', [
		fail('node.port', 'pi-1:22: connection refused. Is sshd running there?', 'systemctl start ssh'),
		fail('node.hostkey', 'pi-1: the host key changed: refused.', `if it was meant: ${forget}`),
	]);
	const lines = reportText(found, 60).split('\n');
	expect(lines.slice(0, 7)).toEqual([
		'FAIL  node.port     pi-1:22: connection refused. Is sshd',
		'                    running there?',
		'                    try: systemctl start ssh',
		'FAIL  node.hostkey  pi-1: the host key changed: refused.',
		'      try: if it was meant:',
		`           ${forget}`,
		'',
	]);
});

it('what mends several findings of a node in a row is said once, below the last', () => {
	const [first, second] = [warn('a', 'one', 'mend it'), warn('a', 'two', 'mend it')];
	const found = [first, second, ...ofNode('pi-1', [first, second])];
	expect(reportText(found, undefined).split('\n').slice(0, 6)).toEqual([
		'WARN  a  one',
		'WARN  a  two',
		'         try: mend it',
		'WARN  a  pi-1: one',
		'WARN  a  pi-1: two',
		'         try: mend it',
	]);
	const {checks} = JSON.parse(reportJson(found)) as {checks: ReadonlyArray<{remedy?: string}>};
	expect(checks.map(({remedy}) => remedy)).toEqual(['mend it', 'mend it', 'mend it', 'mend it']);
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
