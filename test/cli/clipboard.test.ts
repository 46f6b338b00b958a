import {describe, expect, it} from 'vitest';
import {clipboardPayload, mostClipboardBytes, nodesText} from '../../source/cli/clipboard.ts';
import type {NodeConfig} from '../../source/domain/config.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {homeRack, stateOf} from '../helpers/home-rack.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const names = (...all: readonly string[]) => all as readonly NodeName[];

function sshCommand(parts: Partial<NodeConfig>, env = {}): string | undefined {
	const node = aNodeConfig('pi-1', {isLocal: false, ...parts});
	const {state} = new ScreenedRack([node]);
	return nodesText([node.name], 'sshCommand', {state, env});
}

describe('the ssh command', () => {
	const plain = aNodeConfig('pi-1').ssh;

	it('is what a person would type', () => {
		expect(sshCommand({})).toBe('ssh -- pi-1');
	});

	it('says what the configuration says over that of ssh', () => {
		const ssh = {...plain, user: 'pi', port: 2222, identity: '~/my keys/it', jump: 'login'};
		expect(sshCommand({ssh: ssh as NodeConfig['ssh']})).toBe(
			"ssh -p 2222 -l pi -i '~/my keys/it' -J login -- pi-1",
		);
	});

	it('names another configuration of ssh', () => {
		expect(sshCommand({}, {CLUSTERDECK_SSH_CONFIG: '/tmp/a b'})).toBe("ssh -F '/tmp/a b' -- pi-1");
	});

	it('is none for this machine', () => {
		expect(sshCommand({isLocal: true})).toBe(undefined);
	});
});

describe('several nodes', () => {
	const world = {state: stateOf(homeRack()), env: {}};

	it('are a line each, in the order in which they were marked', () => {
		expect(nodesText(names('gpu-02', 'login'), 'name', world)).toBe('gpu-02\nlogin');
	});

	it('are documents as --once prints them', () => {
		const text = nodesText(names('gpu-01', 'pi-storage'), 'json', world) ?? '';
		expect(text.split('\n').map(line => JSON.parse(line) as unknown)).toMatchObject([
			{name: 'gpu-01', health: 'ok', cpu: {loadFraction: 0.87}},
			{name: 'pi-storage', health: 'down'},
		]);
	});

	it('one that is gone is left out', () => {
		expect(nodesText(names('gone', 'login'), 'name', world)).toBe('login');
	});
});

it('text is carried as UTF-8 in base64', () => {
	expect(clipboardPayload('漢')).toBe('5ryi');
});

it('more than a terminal takes is not copied', () => {
	expect(clipboardPayload('x'.repeat(56_244))).toHaveLength(74_992);
	expect(mostClipboardBytes).toBe(74_994);
	expect(clipboardPayload('x'.repeat(56_246))).toBe(undefined);
});

it('nothing in the JSON of a node acts on the terminal that it is pasted into', () => {
	const [first, ...others] = homeRack();
	if (first?.facts.state !== 'fresh') {
		throw new Error('the rack begins with a node that is known');
	}

	const os = 'Debian \u202e\u009b201~\u007f';
	const facts = {...first.facts, value: {...first.facts.value, os}};
	const state = stateOf([{...first, facts}, ...others]);
	const text = nodesText([first.config.name], 'json', {state, env: {}}) ?? '';
	expect(text).toContain('Debian \\u202e\\u009b201~\\u007f');
	expect(JSON.parse(text)).toMatchObject({system: {os}});
});
