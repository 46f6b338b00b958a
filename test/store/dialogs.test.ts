import {describe, expect, it} from 'vitest';
import type {AskedSecret} from '../../source/domain/ask-secret.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {HostName, NodeName} from '../../source/domain/ids.ts';
import type {SshConfigHost} from '../../source/domain/ssh-config-host.ts';
import {openAddHosts} from '../../source/store/dialogs.ts';
import {nodeNamed} from '../../source/store/state.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const where = 'pi-1 (10.0.0.1:22)';
const fingerprint = `SHA256:${'q'.repeat(43)}`;
const unknownKey: Failure = {kind: 'hostKeyUnknown', where, keyType: 'ssh-ed25519', fingerprint};
const changedKey: Failure = {
	...{kind: 'hostKeyMismatch', where, keyType: 'ssh-ed25519', fingerprint, name: '10.0.0.1'},
	files: ['/home/pi/.ssh/known_hosts'],
	recorded: {file: '/home/pi/.ssh/known_hosts', line: 3, isRevoked: false, fingerprint: undefined},
};
const passphrase: AskedSecret = {kind: 'passphrase', keyFile: '/k', isRepeated: false};
const code: AskedSecret = {kind: 'answer', prompt: 'Verification code: ', isHidden: true};

function failing(failure: Failure, names: readonly string[] = ['pi-1']): ScreenedRack {
	const rack = new ScreenedRack(names);
	return rack.send(
		...names.map(
			name =>
				({
					...({type: 'node/connectFailed', node: name as NodeName, failure} as const),
					...{retryInMs: undefined, atMs: 1},
				}) as const,
		),
	);
}

function asking(question: AskedSecret, names?: readonly string[]): ScreenedRack {
	const failure: Failure =
		question.kind === 'passphrase'
			? {kind: 'needsPassphrase', where, keyFile: question.keyFile}
			: {kind: 'authFailed', where, user: 'pi'};
	const rack = new ScreenedRack(names ?? ['pi-1']);
	rack.send({type: 'secret/asked', where, question, atMs: 0});
	for (const name of names ?? ['pi-1']) {
		const node = name as NodeName;
		rack.send({type: 'node/connectFailed', node, failure, retryInMs: undefined, atMs: 1});
	}

	return rack;
}

function alarmsOf({state}: ScreenedRack): readonly string[] {
	return state.events.entries.map(({what}) => what.kind).filter(kind => kind !== 'command');
}

it.each([unknownKey, {kind: 'needsPassphrase', where, keyFile: '/k'} as const])(
	'a node that a person can let us in on is not down, and raises no alarm (%j)',
	failure => {
		const rack = failing(failure);
		expect(rack.state.nodes[0]?.health).toBe('unknown');
		expect(alarmsOf(rack)).toEqual([]);
	},
);

it.each([changedKey, {kind: 'authFailed', where, user: 'pi'} as const])(
	'a node that lets nobody in is down (%j)',
	failure => {
		const rack = failing(failure);
		expect(rack.state.nodes[0]?.health).toBe('down');
		expect(alarmsOf(rack)).toEqual(['wentDown']);
	},
);

describe('a host key that nobody knows', () => {
	it('is shown by A, and accepted only by a second A', () => {
		const rack = failing(unknownKey).press('A');
		expect(rack.screen.dialog).toMatchObject({kind: 'hostKey', node: 'pi-1'});
		expect(rack.effects).toEqual([]);
		rack.press('A');
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.effects).toMatchObject([
			{type: 'acceptHostKey', node: {name: 'pi-1'}, fingerprint},
		]);
	});

	it.each(['enter', 'esc', 'ctrl-c'])(
		'is left as it is by %s, with the cursor where it was',
		key => {
			const rack = failing(unknownKey, ['pi-0', 'pi-1']).press('j', 'A', key);
			expect(rack.screen.dialog).toBeUndefined();
			expect(rack.effects).toEqual([]);
			expect(rack.cursor).toBe('pi-1');
		},
	);

	it('takes all other keys and does nothing with them', () => {
		const rack = failing(unknownKey, ['pi-0', 'pi-1']).press('A');
		const {state} = rack;
		rack.press('a', 'q', 'j', ':', '?', '1', 'x', 'space', 'ctrl-z');
		expect(rack.state).toEqual(state);
		expect(rack.effects).toEqual([]);
	});

	it('is not accepted in a session that may only read, which says so', () => {
		const rack = failing(unknownKey);
		rack.send({type: 'session/opened', isReadOnly: true, isDemo: false, atMs: 0});
		rack.press('A', 'A');
		expect(rack.effects).toEqual([]);
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.screen.toast?.what).toEqual({kind: 'notice', notice: {kind: 'readOnly'}});
	});

	it('of a node that left the configuration meanwhile is accepted for nobody', () => {
		const rack = failing(unknownKey).press('A').configure(['pi-2']).press('A');
		expect(rack.effects).toEqual([]);
		expect(rack.screen.dialog).toBeUndefined();
	});
});

it.each(['w', 'A', 'enter'])(
	'a host key that changed is explained by %s, and A accepts nothing',
	key => {
		const rack = failing(changedKey).press(key);
		expect(rack.screen.dialog).toMatchObject({kind: 'hostKeyChanged', node: 'pi-1'});
		rack.press('A');
		expect(rack.effects).toEqual([]);
	},
);

it('A means nothing on a node without a trouble of its key', () => {
	expect(new ScreenedRack(['pi-1']).press('A').screen.dialog).toBeUndefined();
});

describe('a node that asks for something', () => {
	it.each([passphrase, code])('is not down: nobody knows how it is (%j)', question => {
		expect(asking(question).state.nodes[0]?.health).toBe('unknown');
	});

	it.each([passphrase, code])('is answered behind enter, past the store (%j)', question => {
		const rack = asking(question).press('enter');
		expect(rack.screen.dialog).toEqual({kind: 'secret', node: 'pi-1', where, question, length: 0});
		expect(rack.effects).toMatchObject([
			{type: 'readSecret', node: {name: 'pi-1'}, asked: {where, question}},
		]);
		rack.send({type: 'secret/typed', length: 7, atMs: 2});
		expect(rack.screen.dialog).toMatchObject({length: 7});
		rack.send({type: 'secret/closed', atMs: 3});
		expect(rack.screen.dialog).toBeUndefined();
	});

	it.each([
		[passphrase, {kind: 'passphrase', keyFile: '/k'}],
		[code, {kind: 'answer', where}],
	] as const)(
		'raises no alarm while it is let in, nor do those beside it (%j)',
		(question, obstacle) => {
			const rack = asking(question, ['pi-1', 'pi-2']);
			rack.send({type: 'obstacle/removed', obstacle, atMs: 3});
			expect(rack.state.nodes.map(({connection}) => connection.state)).toEqual(['idle', 'idle']);
			for (const name of ['pi-1', 'pi-2']) {
				const node = name as NodeName;
				rack.send(
					{type: 'node/dialled', node, atMs: 4},
					{type: 'node/authenticated', node, atMs: 5},
					{type: 'node/connected', node, atMs: 5, transport: 'ssh2', transportReason: undefined},
				);
				expect(nodeNamed(rack.state, node)?.health).toBe('unknown');
				expect(rack.state.nodes.some(({health}) => health === 'down')).toBe(false);
				rack.sampled(name, 10);
			}

			expect(alarmsOf(rack)).toEqual([]);
			expect(rack.screen.toast).toBeUndefined();
		},
	);

	it.each([passphrase, code])('raises none where r dials it anew (%j)', question => {
		const rack = asking(question).press('r');
		const node = 'pi-1' as NodeName;
		rack.send(
			{type: 'node/dialled', node, atMs: 4},
			{type: 'node/connected', node, atMs: 5, transport: 'ssh2', transportReason: undefined},
		);
		expect(rack.sampled('pi-1', 10).state.nodes[0]?.health).toBe('ok');
		expect(alarmsOf(rack)).toEqual([]);
	});

	it('is dialled at once when it was told, with all that wait for the same', () => {
		const rack = asking(passphrase, ['pi-1', 'pi-2']);
		rack.send({
			...{type: 'obstacle/removed', atMs: 3},
			obstacle: {kind: 'passphrase', keyFile: '/k'},
		});
		expect(rack.effects).toMatchObject([
			{type: 'retryNode', node: {name: 'pi-1'}},
			{type: 'retryNode', node: {name: 'pi-2'}},
		]);
		rack.send({type: 'obstacle/removed', obstacle: {kind: 'answer', where}, atMs: 3});
		expect(rack.effects).toEqual([]);
	});

	it('for a key that was asked about elsewhere asks for the same key', () => {
		const rack = new ScreenedRack(['pi-1', 'pi-2']);
		rack.send({type: 'secret/asked', where: 'pi-2 (h:22)', question: passphrase, atMs: 0});
		const failure: Failure = {kind: 'needsPassphrase', where, keyFile: '/k'};
		const node = 'pi-1' as NodeName;
		rack.send({type: 'node/connectFailed', node, failure, retryInMs: undefined, atMs: 1});
		const again = {...passphrase, isRepeated: true};
		rack.send(
			{type: 'secret/asked', where: 'pi-2 (h:22)', question: again, atMs: 2},
			{type: 'secret/asked', where, question: passphrase, atMs: 2},
		);
		expect(rack.press('enter').screen.dialog).toMatchObject({node: 'pi-1', where, question: again});
	});

	it('for a key that nobody can be asked about here is opened like any other', () => {
		const rack = failing({kind: 'needsPassphrase', where, keyFile: '/k'}).press('enter');
		expect(rack.screen).toMatchObject({dialog: undefined, nodes: {isOpen: true}});
	});

	it('has no question left when it is connected', () => {
		const rack = asking(code);
		const node = 'pi-1' as NodeName;
		rack.send(
			{type: 'node/dialled', node, atMs: 2},
			{type: 'node/connected', node, atMs: 3, transport: 'ssh2', transportReason: undefined},
		);
		expect(rack.state.asked).toEqual({});
	});

	it('asks also where the picture is paused, and the node of the picture is meant', () => {
		const rack = new ScreenedRack(['pi-1']).press('p');
		rack.send({type: 'secret/asked', where, question: passphrase, atMs: 0});
		const failure: Failure = {kind: 'needsPassphrase', where, keyFile: '/k'};
		const node = 'pi-1' as NodeName;
		rack.send({type: 'node/connectFailed', node, failure, retryInMs: undefined, atMs: 1});
		expect(rack.press('enter').screen.dialog).toMatchObject({kind: 'secret'});
	});
});

describe('the hosts that could be added', () => {
	const hosts: readonly SshConfigHost[] = ['pi-1', 'pi-2', 'pi-3', '*odd'].map((alias, index) => ({
		alias: alias as HostName,
		obstacle: index === 0 ? 'configured' : index === 3 ? 'unnameable' : undefined,
	}));

	function choosing(): ScreenedRack {
		const rack = new ScreenedRack(['pi-1']);
		const state = {...rack.state, screen: rack.screen};
		[rack.state, rack.effects] = openAddHosts(state, state);
		return rack;
	}

	it('are looked for, and listed when they are there', () => {
		const rack = choosing();
		expect(rack.effects).toEqual([{type: 'listSshHosts'}]);
		rack.press('j', 'space', 'enter');
		expect(rack.effects).toEqual([]);
		rack.send({type: 'sshHosts/listed', hosts, atMs: 1});
		expect(rack.screen.dialog).toMatchObject({kind: 'addHosts', hosts, cursor: 0});
	});

	it('are added where they are marked', () => {
		const rack = choosing().send({type: 'sshHosts/listed', hosts, atMs: 1});
		rack.press('space', 'j', 'space', 'space', 'k', 'space', 'space', 'enter');
		expect(rack.effects).toEqual([{type: 'addNodes', names: ['pi-2']}]);
		expect(rack.screen.dialog).toBeUndefined();
	});

	it('are added under the cursor where none is marked, unless it cannot be', () => {
		const rack = choosing().send({type: 'sshHosts/listed', hosts, atMs: 1});
		expect(rack.press('enter').effects).toEqual([]);
		expect(rack.press('G', 'enter').effects).toEqual([]);
		expect(rack.press('k', 'enter').effects).toEqual([{type: 'addNodes', names: ['pi-3']}]);
	});

	it('are not even listed in the demo, which says why', () => {
		const rack = new ScreenedRack(['pi-1']);
		rack.send({type: 'session/opened', isReadOnly: false, isDemo: true, atMs: 0});
		rack.press(':').type('add').press('enter');
		expect(rack.effects).toEqual([]);
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'refused'}});
	});

	it('are not added in a session that may only read', () => {
		const rack = choosing().send({type: 'sshHosts/listed', hosts, atMs: 1});
		rack.send({type: 'session/opened', isReadOnly: true, isDemo: false, atMs: 0});
		expect(rack.press('j', 'enter').effects).toEqual([]);
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'readOnly'}});
	});

	it('mean nothing when the dialog was left before they came', () => {
		const rack = choosing().press('esc').send({type: 'sshHosts/listed', hosts, atMs: 1});
		expect(rack.screen.dialog).toBeUndefined();
	});
});
