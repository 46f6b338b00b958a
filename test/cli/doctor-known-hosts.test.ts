import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {expect, it} from 'vitest';
import {createOpenSshNode} from '../../source/clients/open-ssh-node.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {sshWorld} from '../../source/transport/ssh/ssh-world.ts';
import {makeRack, runOn} from '../helpers/rack.ts';
import {startSshd} from '../helpers/sshd.ts';

type Check = {
	readonly id: string;
	readonly node?: string;
	readonly status: string;
	readonly text: string;
	readonly remedy?: string;
};

it('lines of known_hosts that nobody understands are told once for all nodes, with what to do', async () => {
	const servers = {'pi-1': await startSshd(), 'pi-2': await startSshd()};
	const rack = makeRack({servers, known: ['pi-1']});
	const known = readFileSync(rack.knownHosts, 'utf8');
	const {port, hostKey} = servers['pi-2'];
	const [, base64 = ''] = hostKey.split(' ');
	const damaged = [
		`# a comment, and an empty line`,
		'',
		`[127.0.0.1]:${port} ssh-ed25519 ${base64.slice(0, -9)}`,
		`@revoke * ${hostKey}`,
		'half a line',
	];
	writeFileSync(rack.knownHosts, `${known}${damaged.join('\n')}\n`);
	mkdirSync(dirname(rack.ownKnownHosts), {recursive: true, mode: 0o700});
	writeFileSync(rack.ownKnownHosts, 'torn', {mode: 0o600});
	const {stdout, status} = await runOn(rack, ['doctor', '--json']);
	const {checks} = JSON.parse(stdout) as {readonly checks: readonly Check[]};
	const told = checks.filter(check => check.id === 'node.hostkey');
	const note = (file: string, reason: string, text = '') => ({
		id: 'node.hostkey',
		status: 'warn',
		text: `${file}: line ${reason}, so it is passed over: ${text}`,
		remedy: `correct that line of ${file}, or take it out`,
	});
	expect(told.filter(({node}) => node === undefined)).toEqual([
		note(rack.knownHosts, '4: not a public key', damaged[2]),
		note(rack.knownHosts, '5: a marker that is not known', damaged[3]),
		note(rack.knownHosts, '6: not a public key', 'half a line'),
		note(rack.ownKnownHosts, '1: not a public key', 'torn'),
	]);
	expect(
		told.filter(({node}) => node !== undefined).map(({node, status: how}) => [node, how]),
	).toEqual([
		['pi-1', 'pass'],
		['pi-2', 'fail'],
	]);
	expect(status).toBe(1);
});

it('a known_hosts file that is well is not spoken of, and neither is one in a poll', async () => {
	const rack = makeRack({servers: {'pi-1': await startSshd()}, known: ['pi-1']});
	const well = await runOn(rack, ['doctor']);
	expect(well.stdout).not.toContain('passed over');
	writeFileSync(rack.knownHosts, `${readFileSync(rack.knownHosts, 'utf8')}half a line\n`);
	const ssh = sshWorld({clock: systemClock, env: rack.env, askSecret: async () => undefined});
	const poll = await runOn(rack, ['nodes', 'ls'], {openProbe: createOpenSshNode(ssh)});
	expect(poll.stdout).toMatch(/pi-1 +ok /);
	expect(poll.stdout + poll.stderr).not.toContain('half a line');
	const {stdout} = await runOn(rack, ['doctor']);
	expect(stdout).toMatch(
		/WARN +node\.hostkey +\/.*known_hosts: line 2: .*: half a line\n +try: correct that line of \//,
	);
});
