import {randomUUID} from 'node:crypto';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync} from 'node:fs';
import {networkInterfaces} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {isAlive, livingPids, namespaceOf, until} from '../../scripts/lab/processes.ts';
import {needState, readState} from '../../scripts/lab/state.ts';
import {isMarked, takeDown} from '../../scripts/lab/take-down.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {askHost, sshArgv} from '../helpers/ask-host.ts';

const program = join(import.meta.dirname, '../../scripts/lab.ts');
const isFull = process.env['FULL'] === '1';

/** `npm run lab -- WORDS` */
function lab(...words: readonly string[]) {
	return spawnSync(process.execPath, [program, ...words], {encoding: 'utf8'});
}

describe.skipIf(!isIsolated)('a lab that is up', () => {
	let rack: Lab;

	beforeAll(async () => {
		rack = await openLab({hosts: 3});
	});

	afterAll(() => rack.close());

	test('every host answers under its own name, as a user with a home of its own', async () => {
		for (const {name} of rack.hosts()) {
			const {stdout, stderr} = await askHost(rack, [name, 'hostname; id -un; pwd; ls -A']);
			expect({stdout, stderr}).toEqual({stdout: `${name}\nrack\n/home/rack\n`, stderr: ''});
		}
	});

	test('no two hosts have a host key in common', () => {
		const keys = rack.hosts().flatMap(({name}) =>
			['ed25519', 'rsa'].map(type => {
				const file = join(rack.folder, `hosts/${name}/ssh/ssh_host_${type}_key.pub`);
				return readFileSync(file, 'utf8').split(' ')[1];
			}),
		);

		expect(new Set(keys).size).toBe(6);
	});

	test('the known hosts are hashed', () => {
		const text = readFileSync(join(rack.folder, 'operator/known_hosts'), 'utf8');

		expect(text.trim().split('\n')).toHaveLength(6);
		expect(text).not.toContain('10.77');
	});

	test('a host sees its own processes, mounts and interface only', async () => {
		const {stdout} = await askHost(rack, [
			'h1',
			'ps -e -o comm=; ls /sys/class/net; ls -d /run/lab',
		]);
		const words = stdout.split('\n').map(word => word.trim());

		expect(words.filter(word => word === 'sleep')).toHaveLength(1);
		expect(words).not.toContain('node');
		expect(words.slice(-4, -1)).toEqual(['eth0', 'lo', '/run/lab']);
	});

	test('hosts reach each other, and nothing leads out of the lab', async () => {
		const machine = Object.values(networkInterfaces())
			.flat()
			.flatMap(each => (each !== undefined && !each.internal ? [each.address] : []));
		const argv = ['busybox', 'ping', '-c', '1', '-w', '1'] as const;
		const routes = await rack.exec(['ip', 'route']);
		const inside = await rack.inHost('h1', [...argv, '10.77.0.2']);

		expect(inside.status).toBe(0);
		expect(routes.stdout).not.toContain('default');
		for (const address of [...machine.filter(each => each.includes('.')), '192.0.2.77']) {
			expect((await rack.exec([...argv, address])).status).not.toBe(0);
		}
	});

	test('the machine itself gets no interface, route, mount or name of the lab', () => {
		const seen = [
			readFileSync('/proc/net/dev', 'utf8'),
			readFileSync('/proc/net/route', 'utf8'),
			readFileSync('/proc/self/mountinfo', 'utf8'),
			existsSync('/run/netns') ? readdirSync('/run/netns').join() : '',
		].join();

		expect(seen).not.toMatch(/switch0|host-h1|004D0A|clusterdeck-lab/);
		expect(readFileSync('/etc/passwd', 'utf8')).not.toContain('rack:');
	});

	test('the operator’s environment leads to the lab’s configuration, and to no agent', async () => {
		const names = ['CLUSTERDECK_CONFIG', 'CLUSTERDECK_SSH_CONFIG', 'XDG_STATE_HOME', 'HOME'];
		const {stdout} = await rack.exec(['printenv', ...names, 'SSH_AUTH_SOCK']);

		expect(stdout.trim().split('\n')).toEqual(
			['config.yaml', 'ssh_config', 'state', ''].map(path =>
				join(rack.folder, 'operator', path).replace(/\/$/, ''),
			),
		);
		expect(readFileSync(join(rack.folder, 'operator/config.yaml'), 'utf8')).toContain('name: h3');
	});

	test('what a login costs is counted on its host only', async () => {
		const before = rack.cpuMs('h1').cpuMs;
		const beforeBeside = rack.cpuMs('h2').cpuMs;
		const {stdout} = await askHost(rack, [
			'h1',
			'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; times',
		]);
		const [, minutes, seconds] = /^(\d+)m([\d.]+)s/.exec(stdout) ?? [];
		const loopMs = Number(minutes) * 60_000 + Number(seconds) * 1000;

		expect(loopMs).toBeGreaterThan(0);
		expect(rack.cpuMs('h1').cpuMs - before).toBeGreaterThan(loopMs);
		expect(rack.cpuMs('h2').cpuMs - beforeBeside).toBeLessThan(loopMs / 2);
	});

	test('sshd’s log tells every login', async () => {
		const count = () => rack.sshdLog('h3').split('Accepted publickey for rack').length;
		const before = count();
		await askHost(rack, ['h3', 'true']);

		expect(count()).toBe(before + 1);
	});

	test('the PID of a spawned program is its own', async () => {
		const child = rack.spawn(['sleep', '60'], {stdio: 'ignore'});
		await until('sleep', () => readlinkSync(`/proc/${child.pid}/exe`).endsWith('/sleep'));
		child.kill();

		await new Promise(resolve => child.on('exit', resolve));
	});
});

describe.skipIf(!isIsolated)('the end of a lab', () => {
	test('leaves no process, namespace, cgroup, mount or file', async () => {
		const rack = await openLab({hosts: 2});
		const {keeper, operator, hosts} = needState(rack.folder);
		const holders = [keeper, operator, ...hosts.map(({init}) => init)].flatMap(each => each ?? []);
		const networks = holders.map(({pid}) => namespaceOf(pid, 'net'));
		await rack.fault('h1', 'delay', '10');
		await rack.fault('h2', 'silent');
		rack.spawn(['sleep', '600'], {stdio: 'ignore', detached: true}).unref();
		rack.spawn(sshArgv(rack, 'h1', 'sleep 600'), {stdio: 'ignore', detached: true}).unref();
		expect(new Set(networks).size).toBe(4);
		expect(processesOf(rack.folder, networks).length).toBeGreaterThan(8);
		await rack.close();

		expect(processesOf(rack.folder, networks)).toEqual([]);
		expect(hosts.filter(({cgroup}) => cgroup !== undefined && existsSync(cgroup))).toEqual([]);
		expect(existsSync(rack.folder)).toBe(false);
		expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(rack.folder);
	});

	test('comes also when its opener is killed', async () => {
		const folder = join(temporaryDirectory(), 'lab');
		const helper = join(import.meta.dirname, '../helpers/children/open-lab.ts');
		const opener = spawn(process.execPath, [helper, folder], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		await new Promise(resolve => opener.stdout.once('data', resolve));
		const {keeper, hosts} = needState(folder);
		const holders = [keeper, ...hosts.map(({init}) => init)].flatMap(each => each ?? []);
		expect(holders.map(isAlive)).toEqual([true, true]);
		opener.kill('SIGKILL');

		await until('the end of the lab', () => !holders.some(isAlive));
		// What a killed opener could not remove: the next lab sweeps its cgroups, and anybody takes the folder away.
		await (await openLab({hosts: 1})).close();
		expect(hosts.filter(({cgroup}) => cgroup !== undefined && existsSync(cgroup))).toEqual([]);
		await takeDown(folder);
		expect(existsSync(folder)).toBe(false);
	});

	test('needs nobody else to bury its dead, as in a container whose first process is no init', () => {
		const words = [`${process.execPath} ${program}`, join(temporaryDirectory(), 'lab')];
		const {stdout} = spawnSync(
			'unshare',
			['--mount', '--pid', '--mount-proc', '--fork', 'sh', '-c', besideNoInit, 'sh', ...words],
			{encoding: 'utf8', cwd: temporaryDirectory()},
		);

		expect(stdout.split('\n')).toEqual(['up 0', 'delay 0', 'dead 0', 'down 0', '']);
	});

	test('is complete after an up that was killed half way', async () => {
		const steps = isFull ? 40 : 4;
		for (let step = 0; step < steps; step += 1) {
			const folder = join(temporaryDirectory(), 'lab');
			const up = spawn(process.execPath, [program, '--folder', folder, 'up'], {stdio: 'ignore'});
			await sleep(100 + (step * 2000) / steps);
			up.kill('SIGKILL');
			expect(lab('--folder', folder, 'down').status).toBe(0);

			await until('the end of every process', () => processesOf(folder, []).length === 0);
			expect(readState(folder)).toBeUndefined();
		}
	});
});

describe.skipIf(!isIsolated)('npm run lab', () => {
	test('goes up once, lists, runs a program, and goes down as often as asked', () => {
		const folder = join(temporaryDirectory(), 'lab');
		onTestFinished(() => takeDown(folder));
		const ssh = 'exec ssh -F "$CLUSTERDECK_SSH_CONFIG" -o BatchMode=yes h2 hostname';

		expect(lab('--folder', folder, 'up', '--hosts', '2').stdout).toContain(
			'h2    rack@10.77.0.2:22',
		);
		expect(lab('--folder', folder, 'up').stderr).toContain('a lab is up');
		expect(lab('--folder', folder, 'exec', 'sh', '-c', ssh).stdout).toBe('h2\n');
		expect(lab('--folder', folder, 'exec', 'sh', '-c', 'exit 7').status).toBe(7);
		expect(lab('--folder', folder, 'on', 'h1', 'hostname').stdout).toBe('h1\n');
		expect(lab('--folder', folder, 'fault', 'h1', 'delay', '5').status).toBe(0);
		expect(lab('--folder', folder, 'ls').stdout).toContain('delay 5');
		expect(lab('--folder', folder, 'fault', 'h1', 'gremlins').stderr).toContain(
			'no fault gremlins',
		);
		expect(lab('--folder', folder, 'fault', 'h9', 'delay', '5').stderr).toContain('no host h9');
		expect(lab('--folder', folder, 'down').status).toBe(0);
		expect(lab('--folder', folder, 'down').status).toBe(0);
		expect(lab('--folder', folder, 'ls').stderr).toContain('no lab is up');
	});

	test('is one sshd on loopback without root, and says what is left out', () => {
		const folder = temporaryDirectory();
		const passwd = join(folder, 'passwd');
		writeFileSync(passwd, `${readFileSync('/etc/passwd', 'utf8')}plain:x:60011:60011::/:/bin/sh\n`);
		const words = [
			passwd,
			`${process.execPath} ${program}`,
			`/tmp/clusterdeck-plain-${randomUUID()}`,
		];
		const {stdout, stderr} = spawnSync(
			'unshare',
			['--mount', 'sh', '-c', asPlainUser, 'sh', ...words],
			{
				encoding: 'utf8',
			},
		);

		expect(stdout.split('\n')).toEqual([
			'Not root: one sshd on 127.0.0.1; no own addresses, networks, mounts or shells.',
			expect.stringMatching(/^h1 {4}plain@127\.0\.0\.1:\d+ {2}$/),
			'plain',
			'down 0',
			'',
		]);
		expect(stderr.trim()).toBe('link-down needs root');
	});
});

/** Every living process of the lab, by its mark or by the namespaces that were seen. */
function processesOf(folder: string, networks: ReadonlyArray<string | undefined>): number[] {
	return livingPids().filter(pid => {
		const network = namespaceOf(pid, 'net');
		return isMarked(pid, folder) || (network !== undefined && networks.includes(network));
	});
}

/** $1: a passwd with the user `plain`, $2: `npm run lab`, $3: a folder that is not there yet. */
const asPlainUser = `
mount --bind "$1" /etc/passwd
lab="setpriv --reuid=60011 --regid=60011 --clear-groups $2 --folder $3"
$lab
$lab exec sh -c 'ssh -F "$CLUSTERDECK_SSH_CONFIG" -o BatchMode=yes h1 id -un'
$lab fault h1 link-down
$lab down
echo "down $?"
`;

/**
 * $1: `npm run lab`, $2: a folder that is not there yet. PID 1 becomes a cat, which waits for no child. Without the
 * cgroups: other labs are not seen from here, and theirs would be swept away.
 */
const besideNoInit = `
umount --lazy --all --types cgroup2
mkfifo said
lab="$1 --folder $2"
{
	$lab up --hosts 2 >/dev/null; echo "up $?"
	$lab fault h1 delay 1; echo "delay $?"
	$lab heal h1
	keeper=$(sed -n '/"keeper"/,/pid/s/.*"pid": \\([0-9]*\\).*/\\1/p' "$2/lab.json")
	dead() { ps --ppid "$keeper" -o stat= | grep -c Z; }
	for try in $(seq 100); do [ "$(dead)" = 0 ] && break; sleep 0.1; done
	echo "dead $(dead)"
	$lab down; echo "down $?"
} >said &
exec cat said
`;
