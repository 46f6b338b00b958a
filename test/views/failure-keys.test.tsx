import {expect, test} from 'vitest';
import type {AskedSecret} from '../../source/domain/ask-secret.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {frameOf} from '../helpers/frame.tsx';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const where = 'pi-1 (10.0.0.1:22)';
const node = 'pi-1' as NodeName;
const passphrase: Failure = {kind: 'needsPassphrase', where, keyFile: '/k'};

function detailOf(failure: Failure, question?: AskedSecret): string {
	const rack = new ScreenedRack(['pi-1']);
	if (question !== undefined) {
		rack.send({type: 'secret/asked', where, question, atMs: 0});
	}

	rack.send({type: 'node/connectFailed', node, failure, retryInMs: undefined, atMs: 0});
	const frame = frameOf(rack.state, {columns: 120, rows: 40});
	const head = frame.findIndex(line => line.startsWith(' ─── pi-1 '));
	return frame
		.slice(head + 1, -1)
		.map(line => line.trim())
		.join(' ')
		.trim();
}

type Told = {sentence: string; failure: Failure; question?: AskedSecret};

const told: readonly Told[] = [
	{
		sentence: `${where}: unknown host key ssh-ed25519 SHA256:abc. A shows it.`,
		failure: {kind: 'hostKeyUnknown', where, keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc'},
	},
	{
		sentence: `${where}: the key /k asks for its passphrase. enter types it.`,
		failure: passphrase,
		question: {kind: 'passphrase', keyFile: '/k', isRepeated: false},
	},
	{
		sentence: `${where}: the key /k asks for its passphrase. Load it with ssh-add.`,
		failure: passphrase,
	},
	{
		sentence: `${where}: asks "Code:" · enter types it`,
		failure: {kind: 'authFailed', where, user: 'pi'},
		question: {kind: 'answer', prompt: 'Code: ', isHidden: true},
	},
];

test.each(told)(
	'the detail names the key that helps, not a command: $sentence',
	({sentence, failure, question}: Told) => {
		expect(detailOf(failure, question)).toBe(sentence);
	},
);
