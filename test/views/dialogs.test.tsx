import {describe, expect, test} from 'vitest';
import {addHostsDialog} from '../../source/components/add-hosts-dialog.ts';
import {dialogLines} from '../../source/components/dialog-lines.ts';
import {changedKeyDialog, unknownKeyDialog} from '../../source/components/host-key-dialog.ts';
import {secretDialog} from '../../source/components/secret-dialog.ts';
import type {HostName, NodeName} from '../../source/domain/ids.ts';
import type {Dialog} from '../../source/store/screen-state.ts';
import {promptLines} from '../../source/theme/asked-text.ts';
import {changedKeyWords, secretWords, unknownKeyWords} from '../../source/theme/dialog-text.ts';
import type {Profile} from '../../source/theme/profile.ts';
import {joinSafe, safe} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {colourless, frameOf, inAscii, inColour, onConsole, rawFrame} from '../helpers/frame.tsx';
import {homeRack, stateOf} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const rack = homeRack();
const node = 'pi-worker3' as NodeName;
const where = 'pi-worker3 (192.168.1.13:22)';
const fingerprint = 'SHA256:q8Qk1r0ZbT3uVxW5m2c7Yd9EoLhJsPaNfGiKtRyUe4M';
const older = 'SHA256:7Yd9EoLhJsPaNfGiKtRyUe4Mq8Qk1r0ZbT3uVxW5m2c';

const unknownKey: Extract<Dialog, {kind: 'hostKey'}> = {
	...{kind: 'hostKey', node},
	failure: {kind: 'hostKeyUnknown', where, keyType: 'ssh-ed25519', fingerprint},
};
const changedKey: Extract<Dialog, {kind: 'hostKeyChanged'}> = {
	...{kind: 'hostKeyChanged', node},
	failure: {
		...{kind: 'hostKeyMismatch', where, keyType: 'ssh-ed25519', fingerprint, name: '192.168.1.13'},
		files: ['/home/pi/.ssh/known_hosts'],
		recorded: {file: '/home/pi/.ssh/known_hosts', line: 3, isRevoked: false, fingerprint: older},
	},
};
const passphrase: Extract<Dialog, {kind: 'secret'}> = {
	...{kind: 'secret', node, where, length: 6},
	question: {kind: 'passphrase', keyFile: '/home/pi/.ssh/id_ed25519', isRepeated: false},
};
const answer: Dialog = {
	...{kind: 'secret', node, where, length: 0},
	question: {kind: 'answer', prompt: 'Rack\n\nVerification code: ', isHidden: true},
};
const hosts: Extract<Dialog, {kind: 'addHosts'}> = {
	...{kind: 'addHosts', cursor: 2, marks: ['pi-worker5']},
	hosts: ['pi-main', 'pi-worker4', 'pi-worker5', '*.lab'].map((alias, index) => ({
		alias: alias as HostName,
		obstacle: index === 0 ? 'configured' : index === 3 ? 'unnameable' : undefined,
	})),
};
const all: readonly (readonly [string, Dialog])[] = [
	['an unknown key', unknownKey],
	['a changed key', changedKey],
	['a passphrase', passphrase],
	['an answer', answer],
	['hosts', hosts],
];

/** What stands between the edges of the dialog, its border too. */
function dialogIn(dialog: Dialog, size = small, profile: Profile = colourless): readonly string[] {
	const frame = frameOf(stateOf(rack, {dialog}), size, {profile});
	const first = frame.findIndex(line => /[┌+][─-] /.test(line));
	const last = frame.findLastIndex(line => /[└+][─-]{70}/.test(line));
	const left = frame[first]?.search(/[┌+]/) ?? 0;
	return frame.slice(first, last + 1).map(line => line.slice(left, left + 72).trimEnd());
}

test('an unknown key is shown with what to compare it with', () => {
	expect(dialogIn(unknownKey)).toEqual([
		'┌─ Unknown host key ───────────────────────────────────────────────────┐',
		'│  pi-worker3 (192.168.1.13:22) shows a key that known_hosts lacks.    │',
		`│  ED25519  ${fingerprint}         │`,
		'│                                                                      │',
		'│  To be sure, run this on its own keyboard and compare:               │',
		'│  ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub                    │',
		'│                                                                      │',
		'│  A adds the key to known_hosts in the state folder and connects.     │',
		'│  Until then nothing is sent to pi-worker3.                           │',
		'│                                                                      │',
		'│  [ Cancel ]    A  accept this key                                    │',
		'└──────────────────────────────────────────────────────────────────────┘',
	]);
});

test('of a key on the way to a node it says what is behind it', () => {
	const dialog: Dialog = {
		...unknownKey,
		failure: {...unknownKey.failure, where: 'login (10.0.0.1:22)'},
	};
	expect(dialogIn(dialog).slice(1, 3)).toEqual([
		'│  login (10.0.0.1:22) shows a key that known_hosts lacks.             │',
		'│  pi-worker3 is reached through it.                                   │',
	]);
	expect(dialogIn(dialog)[9]).toContain('nothing is sent to login.');
});

test('a changed key is explained, with what forgets the old one', () => {
	expect(dialogIn(changedKey)).toEqual([
		'┌─ Host key changed ───────────────────────────────────────────────────┐',
		'│  pi-worker3 (192.168.1.13:22) shows the key ED25519, which is not    │',
		'│  the recorded one.                                                   │',
		`│  shown     ${fingerprint}        │`,
		`│  recorded  ${older}        │`,
		'│  line 3 of /home/pi/.ssh/known_hosts                                 │',
		'│                                                                      │',
		'│  Somebody may be in between, or it was set up anew: nothing is sent  │',
		'│  to it.                                                              │',
		'│  Ask its owner. Only if the change was meant, this forgets the old   │',
		'│  key, and r tries again:                                             │',
		'│  ssh-keygen -R 192.168.1.13 -f /home/pi/.ssh/known_hosts             │',
		'│                                                                      │',
		'│  [ Close ]                                                           │',
		'└──────────────────────────────────────────────────────────────────────┘',
	]);
});

test('a revoked key has no such command', () => {
	const {failure} = changedKey;
	const recorded = {...failure.recorded, isRevoked: true, fingerprint};
	const dialog = {...changedKey, failure: {...failure, recorded, files: []}};
	const lines = dialogIn(dialog).join('\n');
	expect(lines).toContain('─ Host key revoked ─');
	expect(lines).toContain('│  revoked. ');
	expect(lines).not.toContain('ssh-keygen');
});

test('a command that is longer than a line is shown whole', () => {
	const file = `/home/${'long-name/'.repeat(12)}known_hosts`;
	const dialog = {...changedKey, failure: {...changedKey.failure, files: [file]}};
	const text = dialogIn(dialog).map(line => line.slice(3, -3).trim());
	expect(text.join('')).toContain(file);
});

test('a passphrase is asked for in our own words, and only its length is seen', () => {
	expect(dialogIn(passphrase)).toEqual([
		'┌─ Passphrase ─────────────────────────────────────────────────────────┐',
		'│  pi-worker3 (192.168.1.13:22) would take /home/pi/.ssh/id_ed25519,   │',
		'│  which has a passphrase:                                             │',
		'│                                                                      │',
		'│  ••••••                                                              │',
		'│                                                                      │',
		'│  It stays in the memory of this machine; ssh-add asks only once.     │',
		'│                                                                      │',
		'│  enter unlocks the key  esc leaves                                   │',
		'└──────────────────────────────────────────────────────────────────────┘',
	]);
	const again = {...passphrase, question: {...passphrase.question, isRepeated: true}} as Dialog;
	expect(dialogIn(again)[1]).toContain('That was not it.');
	const long = {...passphrase, length: 4096};
	expect(dialogIn(long)[4]).toBe(`│  ${'•'.repeat(65)}   │`);
});

test('what a server asks stands behind its name, and cannot pass for our words', () => {
	expect(dialogIn(answer)).toEqual([
		'┌─ pi-worker3 asks ────────────────────────────────────────────────────┐',
		'│  pi-worker3 (192.168.1.13:22) asks:                                  │',
		'│  │ Rack                                                              │',
		'│  │ Verification code:                                                │',
		'│                                                                      │',
		'│                                                                      │',
		'│                                                                      │',
		'│  What you type goes to that machine, and is not kept.                │',
		'│                                                                      │',
		'│  enter sends it  esc leaves                                          │',
		'└──────────────────────────────────────────────────────────────────────┘',
	]);
});

describe('the hosts of ~/.ssh/config', () => {
	test('are listed, with marks and with what cannot be added', () => {
		expect(dialogIn(hosts)).toEqual([
			'┌─ Add nodes ──────────────────────────────────────────────────────────┐',
			'│  ~/.ssh/config: 4 hosts, 1 marked                                    │',
			'│                                                                      │',
			'│      pi-main                             is a node already           │',
			'│      pi-worker4                                                      │',
			'│  › ◆ pi-worker5                                                      │',
			'│      *.lab                               no node can be named so     │',
			'│                                                                      │',
			'│  space marks  enter adds the marked  esc leaves                      │',
			'└──────────────────────────────────────────────────────────────────────┘',
		]);
	});

	test('are a window where there are many', () => {
		const many = Array.from({length: 200}, (_, index) => ({
			...{alias: `pi-${index}` as HostName, obstacle: undefined},
		}));
		const lines = dialogIn({...hosts, hosts: many, cursor: 120, marks: []});
		expect(lines).toHaveLength(19);
		expect(lines.filter(line => line.includes('› '))).toHaveLength(1);
		expect(lines.join('\n')).toContain('›   pi-120 ');
	});

	test('that are looked for, and that are not there, are said to be so', () => {
		expect(dialogIn({...hosts, hosts: undefined})[1]).toContain('reading ~/.ssh/config');
		const none = dialogIn({...hosts, hosts: []});
		expect(none[1]).toContain('No Host in ~/.ssh/config.');
		expect(none.join('\n')).toContain('│  clusterdeck nodes add pi-1 --host 192.168.1.11');
		expect(none.at(-2)).toContain('[ Close ]');
	});
});

describe.each(all)('%s', (_, dialog) => {
	test.each([
		['80x24', small],
		['120x40', large],
	])('stands in the middle at %s, and nothing around it moves', (_name, size) => {
		const before = frameOf(stateOf(rack), size);
		const frame = frameOf(stateOf(rack, {dialog}), size);
		expect(frame).toHaveLength(size.rows);
		const left = (size.columns - 72) / 2;
		const first = frame.findIndex(line => line.includes('┌─ '));
		const last = frame.findLastIndex(line => line.includes(`└${'─'.repeat(70)}┘`));
		expect(frame[first]?.indexOf('┌')).toBe(left);
		expect(Math.abs(first - 2 - (size.rows - 2 - last))).toBeLessThanOrEqual(1);
		const outside = (line: string, row: number): string =>
			row < first || row > last ? line : line.padEnd(size.columns).slice(0, left);
		const rows = size.rows - 1;
		expect(frame.slice(0, rows).map(outside)).toEqual(before.slice(0, rows).map(outside));
		for (const line of frame.slice(first, last + 1)) {
			expect([...line.slice(left)].slice(0, 72)).toHaveLength(72);
		}
	});

	test('can be drawn on a console and in ascii', () => {
		const console = frameOf(stateOf(rack, {dialog}), small, {profile: onConsole}).join('');
		expect(console).toMatch(/┌─ \S/);
		const ascii = frameOf(stateOf(rack, {dialog}), small, {profile: inAscii}).join('');
		expect(ascii).toMatch(/^[ -~]*$/);
		expect(ascii).toMatch(/\+- \S/);
	});
});

test('the body under a dialog is dim, the dialog is not', () => {
	const frame = rawFrame(stateOf(rack, {dialog: unknownKey}), large, {profile: inColour});
	const dim = '[38;2;154;160;168m';
	const sgr = /\[[\d;]*m/g;
	const table = frame.find(line => line.includes('pi-worker1')) ?? '';
	expect(new Set(table.match(sgr))).toEqual(new Set([dim, '[39m']));
	const button = frame.find(line => line.includes('Cancel')) ?? '';
	expect(button).toContain('[7m[ Cancel ]');
	const header = frame[0] ?? '';
	expect(new Set(header.match(sgr)).size).toBeGreaterThan(2);
});

test('nothing in a dialog acts on the terminal or leaves its edges', () => {
	for (const {text} of hostileCorpus) {
		const {failure} = changedKey;
		const asked = {kind: 'answer', prompt: text, isHidden: true} as const;
		const key = {kind: 'passphrase', keyFile: text, isRepeated: false} as const;
		const row = {alias: text, obstacle: undefined, isMarked: true, isUnderCursor: true};
		const contents = [
			unknownKeyDialog(
				unknownKeyWords(
					{...unknownKey.failure, where: text, keyType: text, fingerprint: text},
					text,
				),
			),
			changedKeyDialog(changedKeyWords({...failure, where: text, name: text, files: [text]})),
			secretDialog(
				{words: secretWords(asked, text), prompt: promptLines(text), length: 1},
				colourless.glyphs,
			),
			secretDialog({words: secretWords(key, text), prompt: [], length: 1}, colourless.glyphs),
			addHostsDialog({rows: [row], count: 1, markCount: 1}, colourless),
		];
		for (const content of contents) {
			const lines = dialogLines(content, 21, colourless);
			expect(lines.length).toBeLessThanOrEqual(21);
			for (const {pieces} of lines) {
				const line = safe`${joinSafe(
					pieces.map(piece => piece.text),
					safe``,
				)}`;
				expect(widthOf(line)).toBe(72);
				expect(line).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}/u);
			}
		}
	}
});
