import type {ChildProcess} from 'node:child_process';

import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {faultTable} from '../../scripts/lab/faults.ts';
import {ollamaFaults} from '../../scripts/lab/ollama-faults.ts';
import {slurmFaults} from '../../scripts/lab/slurm-faults.ts';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {askHost, sshArgv} from '../helpers/ask-host.ts';

describe.skipIf(!isIsolated)('a fault of the lab', () => {
	let rack: Lab;
	const seen = new Set<string>();
	const inflict = (kind: string, ...args: readonly string[]) => {
		seen.add(kind);
		return rack.fault('h1', kind, ...args);
	};

	beforeAll(async () => {
		rack = await openLab({hosts: 2});
	});

	/** Whatever was wrong with it: healed, it is as it was, and its neighbour never noticed. */
	afterEach(async () => {
		await rack.heal('h1');
		await Promise.all(
			['h1', 'h2'].map(async name => {
				const {stdout, stderr} = await askHost(rack, [name, 'echo fine']);
				expect({name, stdout, stderr}).toEqual({name, stdout: 'fine\n', stderr: ''});
			}),
		);
		expect(rack.hosts().map(({faults}) => faults)).toEqual([{}, {}]);
	});

	afterAll(() => rack.close());

	test.each([
		['link-down', /timed out|No route to host/],
		['sshd-stop', /timed out/],
		['sshd-kill', /Connection refused/],
		['closed-port', /Connection refused/],
		['silent', /timed out during banner exchange/],
		['changed-key', /REMOTE HOST IDENTIFICATION HAS CHANGED/],
		['unauthorised', /Permission denied \(publickey\)/],
	])('%s lets nobody in, and ssh says why', async (kind, words) => {
		await inflict(kind);
		const {status, stdout, stderr} = await askHost(rack, ['h1', 'echo in']);

		expect({status, stdout}).toEqual({status: 255, stdout: ''});
		expect(stderr).toMatch(words);
	});

	test.each([
		['link-down', 'silent'],
		['sshd-stop', 'silent'],
		['sshd-kill', 'ended'],
		['sessions-kill', 'ended'],
		['closed-port', 'answering'],
		['unauthorised', 'answering'],
	])('%s leaves a session that is open %s', async (kind, state) => {
		const session = await openSession(rack);
		await inflict(kind);

		expect(await session.state(state === 'silent' ? silentMs : patienceMs)).toBe(state);
		session.child.kill('SIGKILL');
	});

	test('sessions-kill welcomes the next login', async () => {
		await inflict('sessions-kill');

		expect((await askHost(rack, ['h1', 'echo in'])).stdout).toBe('in\n');
	});

	test('cert lets in who has a certificate, and nobody else', async () => {
		await inflict('cert');
		const key = join(rack.folder, 'operator/id_ed25519');
		const plain = ['-o', 'CertificateFile=none', '-i', key, '-o', 'IdentitiesOnly=yes'];
		const address = rack.hosts()[0]?.address ?? '';
		const hosts = ['-o', `UserKnownHostsFile=${join(rack.folder, 'operator/known_hosts')}`];

		expect((await askHost(rack, ['h1', 'echo in'])).stdout).toBe('in\n');
		expect(rack.sshdLog('h1')).toContain('ED25519-CERT');
		const uncertified = await rack.exec([
			...(['ssh', '-F', '/dev/null', '-o', 'BatchMode=yes'] as const),
			...[...plain, ...hosts, `rack@${address}`, 'echo in'],
		]);
		expect(uncertified.stderr).toContain('Permission denied');
	});

	test('restricted-shell answers every command with a no', async () => {
		await inflict('restricted-shell');

		expect(await askHost(rack, ['h1', 'echo in'])).toMatchObject({
			stdout: 'This account is restricted.\n',
			status: 1,
		});
	});

	test('endless never stops talking, drip hardly begins', async () => {
		await inflict('endless');
		await hearBytes(rack, 1_000_000);
		await rack.heal('h1');
		await inflict('drip');

		expect(await hearBytes(rack, 4)).toBeGreaterThan(3000);
	});

	test('max-sessions-1 gives one session a connection, no-forwarding no stream', async () => {
		await inflict('max-sessions-1');
		const socket = join(rack.folder, 'operator/master');
		const shared = ['-S', socket, '-o', 'ProxyCommand=false', 'h1'];
		const master = rack.spawn(sshArgv(rack, '-M', '-S', socket, 'h1', 'cat'), {stdio: 'pipe'});
		await sayAndHear(master, 'hello');
		const second = await askHost(rack, [...shared, 'echo in']);
		const stream = await askHost(rack, ['-W', '127.0.0.1:22', 'h1']);
		await inflict('no-forwarding');
		const forbidden = await askHost(rack, ['-W', '127.0.0.1:22', 'h1']);
		master.kill();

		expect(second.stderr).toContain('Session open refused by peer');
		expect(stream.stdout).toContain('SSH-2.0-OpenSSH');
		expect(forbidden.stderr).toContain('administratively prohibited');
	});

	test('rc-heavy makes noise, takes time and swallows a line', async () => {
		await inflict('rc-heavy');
		const {stdout, stderr} = await askHost(rack, ['h1', 'cat'], {input: 'first\nsecond\n'});

		expect(stdout).toContain('noise on stdout');
		expect(stdout.endsWith('\nsecond\n')).toBe(true);
		expect(stdout).not.toContain('first');
		expect(stderr).toContain('noise on stderr');
	});

	test.each([
		['busybox', 'readlink /proc/$$/exe', expect.stringMatching(/busybox\n$/)],
		['csh', 'echo $?prompt$version:q', expect.stringContaining('tcsh')],
		['dash', 'readlink /proc/$$/exe', expect.stringMatching(/dash\n$/)],
		['fish', 'echo $FISH_VERSION', expect.stringMatching(/^\d/)],
		['sh', 'echo $0', 'sh\n'],
		['zsh', 'echo $ZSH_VERSION', expect.stringMatching(/^\d/)],
	])('shell %s is what reads the command', async (shell, command, answer) => {
		await inflict('shell', shell);

		expect((await askHost(rack, ['h1', command])).stdout).toEqual(answer);
	});

	test('disk-full leaves no byte at home', async () => {
		await inflict('disk-full');
		const {stderr} = await askHost(rack, ['h1', 'echo text > file']);

		expect(stderr).toContain('No space left on device');
	});

	test('delay is what a round trip takes longer', async () => {
		await inflict('delay', '40');
		const times = await pingTimes(rack, 40);
		// A busy machine adds to it, most of the time: in one second or another it does not.
		const quick = await leastTime(rack, 45, times);
		await inflict('delay', '80', '20');
		const longer = await pingTimes(rack, 40);
		const quickest = await leastTime(rack, 78, longer);

		expect(times.length).toBe(40);
		expect(times[0]).toBeGreaterThanOrEqual(40);
		expect(quick).toBeLessThan(45);
		expect(quickest).toBeLessThan(78);
		expect(longer.at(-1)).toBeGreaterThan(82);
	});

	test('delay loses the share of round trips that it was given', async () => {
		await inflict('delay', '0');
		// The neighbours find each other first: each lost ARP request would cost a second of pings.
		await pingTimes(rack, 1);
		await inflict('delay', '0', '0', '30');
		const heard = await pingTimes(rack, 250);

		expect(heard.length / 250).toBeGreaterThan(0.58);
		expect(heard.length / 250).toBeLessThan(0.82);
	});

	test('delay comes and goes under an open session, with the cable out in between', async () => {
		const session = await openSession(rack);
		await inflict('delay', '20');
		expect(await session.state(patienceMs)).toBe('answering');
		await inflict('link-down');
		expect(await session.state(silentMs)).toBe('silent');
		await rack.heal('h1');
		await sayAndHear(session.child, 'again');
		session.child.kill();
	});

	test('behind leaves no way but over the other host', async () => {
		await inflict('behind', 'h2');
		const direct = await askHost(rack, ['-o', 'ProxyJump=none', 'h1', 'echo in']);

		expect((await askHost(rack, ['h1', 'hostname'])).stdout).toBe('h1\n');
		expect(direct.status).toBe(255);
	});

	test('capture shows hardware that is not there, and leaves the rest', async () => {
		await inflict('capture', resolve('test/fixtures/node/raspberry-pi'));
		const zone = '/sys/class/thermal/thermal_zone0/temp';
		const speed = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq';
		const {stdout} = await askHost(rack, ['h1', `cat ${zone} ${speed}; ls /sys/class/net`]);
		await rack.inHost('h1', ['sh', '-c', `echo 90000 > ${zone}`]);

		expect(stdout).toBe('42932\n1200000\neth0\nlo\n');
		expect((await askHost(rack, ['h1', `cat ${zone}`])).stdout).toBe('90000\n');
	});

	test('players answer on the PATH, and nvidia-hang never does', async () => {
		const query = 'nvidia-smi --query-gpu=name --format=csv,noheader,nounits';
		await inflict('players');
		const {stdout} = await askHost(rack, ['h1', `command -v nvidia-smi; ${query}`]);
		await inflict('nvidia-hang');
		const hung = await askHost(rack, ['h1', `timeout 1 ${query}; echo $?`]);

		expect(stdout).toMatch(/^\/usr\/local\/bin\/nvidia-smi\n\S/);
		expect(hung.stdout).toBe('124\n');
	});

	test('is refused twice, and told from what is not one', async () => {
		await inflict('changed-key');

		await expect(inflict('changed-key')).rejects.toThrow('h1 has changed-key already');
		await expect(rack.fault('h1', 'gremlins')).rejects.toThrow('no fault gremlins');
	});

	test('has a test here, each of them', () => {
		const here = Object.keys(faultTable).filter(
			kind => !(kind in slurmFaults || kind in ollamaFaults),
		);

		expect([...seen].sort()).toEqual(here.sort());
	});
});

type Session = {
	readonly child: ChildProcess;
	/** Silent: nothing was heard for so long. */
	readonly state: (waitMs: number) => Promise<'answering' | 'silent' | 'ended'>;
};

const silentMs = 1500;
/** Of what is sure to come. */
const patienceMs = 60_000;

/** An echo over ssh, which is open. */
async function openSession(rack: Lab): Promise<Session> {
	const child = rack.spawn(sshArgv(rack, 'h1', 'cat'), {stdio: 'pipe'});
	await sayAndHear(child, 'hello');
	const ended = new Promise<'ended'>(finish => child.once('exit', () => finish('ended')));
	return {
		child,
		state: waitMs =>
			Promise.race([
				ended,
				sayAndHear(child, 'still there?').then(() => 'answering' as const),
				sleep(waitMs, undefined, {ref: false}).then(() => 'silent' as const),
			]),
	};
}

function sayAndHear(child: ChildProcess, word: string): Promise<void> {
	return new Promise(heard => {
		child.stdout?.once('data', () => heard());
		child.stdin?.on('error', () => undefined);
		child.stdin?.write(`${word}\n`);
	});
}

/** Logs in, and resolves when so much was printed, with the time since before the login: what was printed took less. */
async function hearBytes(rack: Lab, count: number): Promise<number> {
	const startedMs = performance.now();
	const child = rack.spawn(sshArgv(rack, 'h1', 'echo in'), {stdio: ['ignore', 'pipe', 'ignore']});
	let heard = 0;
	for await (const chunk of child.stdout ?? []) {
		heard += (chunk as Buffer).length;
		if (heard >= count) {
			break;
		}
	}

	child.kill('SIGKILL');
	expect(heard).toBeGreaterThanOrEqual(count);
	return performance.now() - startedMs;
}

/** The shortest that was seen, with more pings until there is one below `limitMs`, for some twenty seconds. */
async function leastTime(rack: Lab, limitMs: number, times: readonly number[]): Promise<number> {
	let [least = Number.NaN] = times;
	for (let round = 0; round < 20 && least >= limitMs; round += 1) {
		const [next = least] = await pingTimes(rack, 40);
		least = Math.min(least, next);
	}

	return least;
}

/** Of the pings that were answered, sorted, in milliseconds. */
async function pingTimes(rack: Lab, count: number): Promise<number[]> {
	const argv = ['busybox', 'ping', '-c', `${count}`, '-i', '0.02', '-W', '5', '10.77.0.1'] as const;
	const {stdout} = await rack.exec(argv);
	return [...stdout.matchAll(/time=([\d.]+) ms/g)]
		.map(([, ms]) => Number(ms))
		.sort((a, b) => a - b);
}
