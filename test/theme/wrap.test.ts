import fc from 'fast-check';
import {expect, it} from 'vitest';
import {clean} from '../../source/theme/safe.ts';
import {hanging, hangingClauses, mostColumns} from '../../source/theme/wrap.ts';

const fingerprint = 'SHA256:i9YFJl1u5Ot28gEJWNLQxXJtd0eggmgqqGcyRyz/9vU';

it('a text that is too long goes on under itself', () => {
	const hang = {columns: 34, head: 'FAIL  ', indent: 6};
	expect(hanging(clean('connection refused. Is sshd running there?'), hang)).toEqual([
		'FAIL  connection refused. Is sshd',
		'      running there?',
	]);
});

it('what fits exactly is not broken, and one column less breaks it', () => {
	const text = clean('twelve and thirteen, in all');
	expect(hanging(text, {columns: 29, head: '> ', indent: 4})).toEqual([`> ${text}`]);
	expect(hanging(text, {columns: 28, head: '> ', indent: 4})).toEqual([
		'> twelve and thirteen, in',
		'    all',
	]);
});

it('a command is copied whole, also where it is longer than the line', () => {
	const text = clean(
		'it changed; only if that was meant: ssh-keygen -R pi-17 -f /home/me/known_hosts',
	);
	expect(hanging(text, {columns: 40, head: '  ', indent: 4})).toEqual([
		'  it changed; only if that was meant:',
		'    ssh-keygen -R pi-17 -f /home/me/known_hosts',
	]);
});

it('without a terminal, and in a column too narrow to read, it is one line', () => {
	const text = clean(`the host key is ${fingerprint}, and that is not the one that is recorded`);
	for (const columns of [undefined, 40]) {
		expect(hanging(text, {columns, head: ' '.repeat(20), indent: 20})).toEqual([
			`${' '.repeat(20)}${text}`,
		]);
	}
});

it('a word is broken only where it is longer than a line', () => {
	const hang = {columns: 52, head: '', indent: 2};
	expect(hanging(clean(`it shows ${fingerprint} now`), hang)).toEqual([
		'it shows',
		`  ${fingerprint}`,
		'  now',
	]);
	const shown = hanging(clean(`it shows ${fingerprint} now`), {...hang, columns: 40});
	expect(shown).toEqual([
		'it shows',
		`  ${fingerprint.slice(0, 38)}`,
		`  ${fingerprint.slice(38)} now`,
	]);
});

it('a command among clauses stays whole, also where it is longer than a line', () => {
	const command = 'ssh-keygen -R 10.77.0.4 -f /home/pi/.ssh/known_hosts';
	const text = clean(`ask its owner; if it was meant: ${command}`);
	expect(hangingClauses(text, {columns: 40, head: 'try: ', indent: 5})).toEqual([
		'try: ask its owner; if it was meant:',
		`     ${command}`,
	]);
});

it('characters that may take two columns are counted as two', () => {
	const text = clean('漢字漢字漢字漢字 漢字漢字漢字漢字');
	expect(hanging(text, {columns: 32, head: '', indent: 0})).toHaveLength(2);
	expect(hanging(text, {columns: 33, head: '', indent: 0})).toHaveLength(1);
});

it('a mark that comes to begin a line does not sit on what is ours', () => {
	const text = clean(`${'a'.repeat(29)} \u0301b`);
	expect(text).toContain(' \u0301b');
	expect(hanging(text, {columns: 31, head: '', indent: 2})).toEqual(['a'.repeat(29), '  \uFFFDb']);
});

it('no line is too wide, nothing is lost but spaces, and every line is clean', () => {
	const texts = fc.array(fc.string({unit: 'grapheme', maxLength: 60}), {maxLength: 30});
	const sizes = fc.record({columns: fc.integer({min: 40, max: 140}), indent: fc.nat(16)});
	fc.assert(
		fc.property(texts, sizes, (words, {columns, indent}) => {
			const text = clean(words.join(' '));
			const lines = hanging(text, {columns, head: '#'.repeat(indent), indent});
			for (const line of lines) {
				expect(mostColumns(line)).toBeLessThanOrEqual(columns);
				expect(clean(line)).toBe(line);
			}

			const told = lines.map(line => line.slice(indent)).join('');
			expect(told.replaceAll(' ', '')).toHaveLength(text.replaceAll(' ', '').length);
		}),
	);
});
