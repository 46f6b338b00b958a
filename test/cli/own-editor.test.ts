import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, it, onTestFinished, vi} from 'vitest';
import {editText} from '../../source/cli/own-editor.ts';
import {failureText} from '../../source/theme/failure-text.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

/** An editor that does what its shell script says with the file "$1"; it writes down what it sees. */
function anEditor(script: string) {
	const folder = temporaryDirectory();
	const program = join(folder, 'my editor');
	const seen = join(folder, 'seen');
	writeFileSync(
		program,
		`#!/bin/sh\nprintf '%s ' "$@" >"${seen}"\nfor file; do :; done\nstat -c %a "$file" "$(dirname "$file")" >>"${seen}"\n${script}\n`,
	);
	chmodSync(program, 0o755);
	// Where this process makes temporary files.
	const temporary = temporaryDirectory();
	vi.stubEnv('TMPDIR', temporary);
	onTestFinished(() => void vi.unstubAllEnvs());
	const stopping = new AbortController();
	const edit = (text: string, env: Readonly<Record<string, string>> = {}) =>
		editText(
			{text, fileName: 'question.md', otherwise: 'what you typed is as it was'},
			{
				...{clock: systemClock, signal: stopping.signal},
				env: {EDITOR: `"${program}" --wait`, ...env},
			},
		);
	return {
		...{edit, stopping, program},
		seen: () => (existsSync(seen) ? readFileSync(seen, 'utf8') : ''),
		left: () => readdirSync(temporary),
	};
}

it('a draft is edited in a file that nobody else reads, which is gone afterwards with all beside it', async () => {
	const {edit, seen, left} = anEditor(
		`echo 'and more' >>"$file"; touch "$(dirname "$file")/.question.md.swp"`,
	);
	expect(await edit('Why?\n')).toEqual({ok: true, value: 'Why?\nand more'});
	expect(seen()).toMatch(/^--wait \S+\/question\.md 600\n700\n$/);
	expect(left()).toEqual([]);
});

it('VISUAL comes before EDITOR', async () => {
	const {edit, program} = anEditor(`printf 'mine' >"$file"`);
	expect(await edit('x', {VISUAL: `'${program}'`, EDITOR: 'false'})).toMatchObject({value: 'mine'});
});

it('an editor that does not end well changes nothing', async () => {
	const {edit, left} = anEditor(`echo other >"$file"; exit 1`);
	const edited = await edit('Why?');
	expect(edited).toMatchObject({failure: {kind: 'rejected'}});
	expect(edited.ok ? '' : failureText(edited.failure)).toMatch(
		/my editor: it ended with 1: what you typed is as it was\.$/,
	);
	expect(left()).toEqual([]);
});

it.each([
	['none is set', {EDITOR: ' '}, /^your editor: none is set\. Set VISUAL or EDITOR, such as/],
	[
		'it is not there',
		{EDITOR: 'no-such-editor'},
		/^no-such-editor: there is no such program\. Set/,
	],
	['a quote is open', {EDITOR: 'vi "x'}, /^your editor: a quote has no end in it\./],
])('where %s, what to set is told', async (_, env, sentence) => {
	const {edit, left} = anEditor('');
	const edited = await edit('Why?', env);
	expect(edited.ok ? '' : failureText(edited.failure)).toMatch(sentence);
	expect(left()).toEqual([]);
});

it('when the program is stopped its editor is, too, and the file is gone', async () => {
	const {edit, seen, left, stopping} = anEditor('exec sleep 60');
	const editing = edit('Why?');
	await until(() => seen().endsWith('700\n'));
	expect(left()).toHaveLength(1);
	stopping.abort();
	expect(await editing).toMatchObject({ok: false});
	expect(left()).toEqual([]);
	expect(existsSync(dirname(seen().split(' ')[1] ?? ''))).toBe(false);
});
