import {chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {remoteChecks} from '../../source/cli/doctor-node.ts';
import {sshWorld} from '../../source/transport/ssh/ssh-world.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {makeRack, type RackParts, runOn} from '../helpers/rack.ts';
import {freePort} from '../../scripts/lab/free-port.ts';
import {makeKey, type SshdOptions, startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {type OllamaOptions, startOllama} from '../ollama/server.ts';

type Check = {
	readonly id: string;
	readonly node?: string;
	readonly status: string;
	readonly text: string;
	readonly remedy?: string;
};

/** What doctor finds of a node whose key is known, as `status id: text`. */
async function doctor(parts: RackParts, node = 'pi-1') {
	const rack = makeRack({known: Object.keys(parts.servers), ...parts});
	const run = await runOn(rack, ['doctor', node, '--json']);
	const {checks} = JSON.parse(run.stdout) as {readonly checks: readonly Check[]};
	const own = checks.filter(check => check.id.startsWith('node.'));
	for (const check of own) {
		expect(check.node).toBe(node);
		expect(check.remedy === undefined, check.text).toBe(check.status === 'pass');
	}

	return {
		status: run.status,
		ids: own.map(({id, status}) => `${status} ${id}`),
		of: (id: string) =>
			own
				.filter(check => check.id === `node.${id}`)
				.map(({status, text, remedy}) => [status, text, remedy ?? ''].join(' | '))
				.join('\n'),
	};
}

/** An sshd whose shells find these programs, and no others but those that are left. */
async function serverWith(programs: Readonly<Record<string, string>>, without: readonly string[]) {
	const folder = join(temporaryDirectory(), 'bin');
	mkdirSync(folder);
	const basics = ['sh', 'cat', 'head', 'uname', 'date', 'awk', 'df', 'sleep', 'printf'];
	for (const name of basics) {
		if (!without.includes(name) && !(name in programs)) {
			symlinkSync(`/usr/bin/${name}`, join(folder, name));
		}
	}

	for (const [name, script] of Object.entries(programs)) {
		writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
		chmodSync(join(folder, name), 0o755);
	}

	return startSshd({config: [`SetEnv PATH=${folder}`]});
}

async function serverOf(options: SshdOptions = {}) {
	return {'pi-1': await startSshd(options)};
}

it('a node that is well passes every check, in an order that stays', async () => {
	const {status, ids, of} = await doctor({servers: {'pi-1': await serverWith({}, [])}});
	expect(status).toBe(0);
	const order = 'name port transport hostkey login shell sessions clock sampler proc filesystems';
	const all = `${order} gpu forwarding ollama slurm`.split(' ');
	const found = ids.filter(id => !id.startsWith('warn ')).map(id => id.replace('pass node.', ''));
	expect(found.filter((id, index) => id !== found[index - 1])).toEqual(all);
	expect(of('transport')).toBe('pass | the built-in client | ');
	expect(of('ollama')).toBe('pass | no Ollama there | ');
	expect(of('slurm')).toBe('pass | no squeue there | ');
	expect(of('sampler')).toBe('pass | an awk that stays | ');
});

it('a port where nobody listens ends it', async () => {
	const server = await startSshd();
	const {status, ids, of} = await doctor({
		servers: {'pi-1': {...server, port: await freePort()}},
	});
	expect(status).toBe(1);
	expect(ids).toEqual(['pass node.name', 'fail node.port']);
	expect(of('port')).toContain('connection refused');
});

it('a name without an address ends it sooner', async () => {
	const host = 'x'.repeat(70);
	const {ids, of} = await doctor({
		servers: await serverOf(),
		nodes: {'pi-1': ', host: gone'},
		ssh: {'pi-1': ['', `Host gone`, `\tHostName ${host}`]},
	});
	expect(ids).toEqual(['fail node.name']);
	expect(of('name')).toContain(`getent hosts ${host}`);
});

it('a host key that is not known says how to accept it', async () => {
	const {ids, of} = await doctor({servers: await serverOf(), known: []});
	expect(ids).toEqual(['pass node.name', 'pass node.port', 'fail node.hostkey']);
	expect(of('hostkey')).toMatch(/unknown host key \S+ \S+ \| clusterdeck nodes accept-key pi-1$/);
});

it('a host key that changed says where the old one stands', async () => {
	const [server, other] = [await startSshd(), await startSshd()];
	const stranger = {...server, hostKey: other.hostKey};
	const {of} = await doctor({servers: {'pi-1': stranger}});
	expect(of('hostkey')).toMatch(
		/^fail .*changed.*: refused\. \| .*ssh-keygen -R '\[127\.0\.0\.1\]:\d+' -f /,
	);
});

it('a key that is not let in, or that nobody unlocks, says what mends it', async () => {
	const folder = temporaryDirectory();
	const server = await startSshd();
	const wrong = {...server, clientKey: makeKey(join(folder, 'wrong'))};
	const refused = await doctor({servers: {'pi-1': wrong}});
	expect(refused.ids.slice(-2)).toEqual(['pass node.hostkey', 'fail node.login']);
	expect(refused.of('login')).toMatch(
		/: no key was accepted for \w+\. \| ssh-copy-id pi-1, or ssh-add with a key that it knows$/,
	);
	const file = makeKey(join(folder, 'locked'), 'secret');
	const locked = await startSshd({authorized: readFileSync(`${file}.pub`, 'utf8')});
	const {of} = await doctor({servers: {'pi-1': {...locked, clientKey: file}}});
	expect(of('login')).toContain(`asks for its passphrase. | ssh-add ${file}`);
});

it('what was stopped is no verdict', async () => {
	const rack = makeRack({servers: await serverOf(), known: ['pi-1']});
	const signal = AbortSignal.timeout(20);
	const {status, stdout, stderr} = await runOn(rack, ['doctor'], {signal});
	expect(status).toBe(1);
	expect(stdout).toBe('');
	expect(stderr).toBe('doctor was stopped before it was done. Run it again.');
});

it('an account without a shell of its own fails there', async () => {
	const {ids, of} = await doctor({servers: await serverOf({config: ['ForceCommand echo no']})});
	expect(ids.slice(-2)).toEqual(['pass node.login', 'fail node.shell']);
	expect(of('shell')).toMatch(/\(a restricted shell\)\. \| an account with a full shell/);
});

it('one session a login is a warning, and what needs a second one is left out', async () => {
	const {status, ids, of} = await doctor({servers: await serverOf({config: ['MaxSessions 1']})});
	expect(status).toBe(0);
	expect(of('sessions')).toMatch(
		/^warn \| sshd allows one session a login, so .* unknown \| MaxSessions 10 in its sshd_config$/,
	);
	expect(of('proc')).toMatch(/^pass \| read in /);
	expect(ids).not.toContain('pass node.filesystems');
});

it('an sshd that forwards nothing is a warning, since Ollama needs it', async () => {
	const {of} = await doctor({servers: await serverOf({config: ['DisableForwarding yes']})});
	expect(of('forwarding')).toMatch(
		/^warn \| sshd forbids to forward, so Ollama .* \| AllowTcpForwarding local .*DisableForwarding/,
	);
	expect(of('ollama')).toBe('');
});

it('an Ollama is asked for what it has, and missed only where there should be one', async () => {
	const servers = await serverOf();
	const asked = async (port: number | string) =>
		(await doctor({servers, nodes: {'pi-1': `, ollama: ${port}`}})).of('ollama');
	const server = await startOllama();
	onTestFinished(() => server.close());
	expect(await asked(`{port: ${server.port}}`)).toBe(
		`pass | Ollama 0.12.6 on 127.0.0.1:${server.port}, 1 model, 0 in memory | `,
	);
	expect(new Set(server.requests.map(({headers}) => headers.host))).toEqual(new Set(['127.0.0.1']));
	const gone = await asked(`{port: ${await freePort()}}`);
	expect(gone).toMatch(/^fail .*refused.* \| systemctl start ollama, there$/);
	expect(await asked('false')).toBe('pass | not asked, as the configuration says | ');
});

it('what answers but is no Ollama, or none of today, or tells half, is told with its remedy', async () => {
	const servers = await serverOf();
	const found = async (options: OllamaOptions) => {
		const server = await startOllama(options);
		const {of} = await doctor({servers, nodes: {'pi-1': `, ollama: {port: ${server.port}}`}});
		await server.close();
		return of('ollama');
	};
	for (const otherServer of ['web', 'ssh'] as const) {
		expect(await found({faults: {otherServer}})).toMatch(
			/^fail .* not .*Ollama.* \| ollama\.port of the node in the configuration, or false$/,
		);
	}

	expect(await found({version: '0.1.29'})).toMatch(
		/^warn \| Ollama 0\.1\.29 on .* too old: 0\.1\.38 .* \| curl .*install\.sh \| sh, there$/,
	);
	expect(await found({models: []})).toMatch(/^pass \| Ollama 0\.12\.6 on [\d.:]+, without a model/);
	expect(await found({faults: {answer: {status: 500, body: '{"error":"no disk"}'}}})).toMatch(
		/no disk/,
	);
});

it('a clock that is an hour off, a squeue and a missing awk are told', async () => {
	const programs = {
		date: 'echo $(($(/usr/bin/date +%s) + 3600))',
		squeue: 'echo slurm 23.11.4',
	};
	const {of} = await doctor({servers: {'pi-1': await serverWith(programs, ['awk'])}});
	expect(of('clock')).toMatch(/^warn \| its clock is 3(?:599|600|601) s ahead of ours/);
	expect(of('slurm')).toBe('pass | slurm 23.11.4 | ');
	expect(of('sampler')).toMatch(/^warn \| there is no awk.* \| apt install mawk, there$/);
	expect(of('proc')).toMatch(/^pass \| read in /);
});

it.each([
	['UP', 'pass | slurm 23.11.4, and its controller answers | '],
	['DOWN', 'warn | slurm 23.11.4, but its controller does not answer | ssh pi-1 scontrol ping'],
])('a controller of Slurm that is %s is told', async (state, finding) => {
	const programs = {
		squeue: 'echo slurm 23.11.4',
		scontrol: `echo "Slurmctld(primary) at login01 is ${state}"`,
	};
	const {of} = await doctor({servers: {'pi-1': await serverWith(programs, [])}});
	expect(of('slurm')).toBe(finding);
});

it.each([
	['hangs', 'sleep 60', /^fail \| nvidia-smi has not answered/],
	[
		'has no driver',
		"echo NVIDIA-SMI has failed because it couldn\\'t communicate with the NVIDIA driver.; exit 9",
		/^warn \| nvidia-smi .*NVIDIA driver/,
	],
])('an nvidia-smi that %s is told', async (_, script, expected) => {
	const programs = {'nvidia-smi': script};
	const {of} = await doctor({servers: {'pi-1': await serverWith(programs, [])}});
	expect(of('gpu')).toMatch(expected);
});

it('a Raspberry Pi that lacks voltage is told', async () => {
	const programs = {vcgencmd: 'echo throttled=0x50005'};
	const {of} = await doctor({servers: {'pi-1': await serverWith(programs, [])}});
	expect(of('pi')).toMatch(/^warn \| its voltage is too low, now \| /);
});

it('a node behind a jump host is checked through it, and the way as far as it can be seen', async () => {
	const servers = {login: await startSshd(), 'pi-1': await startSshd()};
	const {ids, of} = await doctor({servers, ssh: {'pi-1': ['ProxyJump login']}});
	expect(ids).toContain('pass node.proc');
	expect(of('port')).toContain('127.0.0.1, the first jump host listens');
	const stranger = await doctor({servers, ssh: {'pi-1': ['ProxyJump login']}, known: ['pi-1']});
	expect(stranger.of('hostkey')).toContain(`login (127.0.0.1:${servers.login.port})`);
});

it("a node that the system's ssh carries says why", async () => {
	const server = await startSshd();
	const way = `ProxyCommand socat - TCP:127.0.0.1:${server.port}`;
	const {ids, of} = await doctor({servers: {'pi-1': server}, ssh: {'pi-1': [way]}});
	expect(of('name')).toBe("pass | left to the system's ssh, because of ProxyCommand | ");
	expect(of('transport')).toBe("pass | the system's ssh, because of ProxyCommand | ");
	expect(ids).toContain('pass node.proc');
});

it('a node that takes too long is left after 15 s, with what was found by then', async () => {
	const server = await startSshd();
	const {env} = makeRack({servers: {'pi-1': server}});
	const clock = new FakeClock();
	const ssh = sshWorld({clock, env, askSecret: async () => undefined});
	const dialled = Promise.withResolvers<AbortSignal>();
	const checks = remoteChecks({
		node: aNodeConfig('pi-1', {isLocal: false}),
		ssh: {...ssh, clock},
		knownHostsFiles: new Set(),
		signal: new AbortController().signal,
		dial: (_node, {signal}) => {
			dialled.resolve(signal);
			return new Promise(() => undefined);
		},
	});
	const signal = await dialled.promise;
	await clock.advance(15_000);
	const found = await checks;
	expect(found.map(({id, status}) => `${status} ${id}`)).toEqual([
		'pass node.name',
		'pass node.port',
		'warn node.deadline',
	]);
	expect(signal.aborted).toBe(true);
});
