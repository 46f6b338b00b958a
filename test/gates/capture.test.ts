import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {scrubFile} from '../../scripts/scrub-capture.ts';
import {startSshd} from '../helpers/sshd.ts';
import {makeRack} from '../helpers/rack.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {fixtureRoot} from '../helpers/node-fixture.ts';

const scrubbing = {hostname: 'gpu-lab-17', userNames: ['alice']};
const scrub = (path: string, text: string) => scrubFile(path, text, scrubbing).text;

describe.runIf(process.platform === 'linux')('npm run capture -- local', () => {
	it('writes what the program reads, and never over what is there', () => {
		const parent = mkdtempSync(join(tmpdir(), 'clusterdeck-capture-'));
		const folder = join(parent, 'this-machine');
		const capture = () =>
			spawnSync(process.execPath, ['scripts/capture.ts', 'local', folder], {encoding: 'utf8'});
		expect(capture()).toMatchObject({status: 0, stderr: ''});
		expect(existsSync(join(folder, 'proc/stat'))).toBe(true);
		const description = JSON.parse(readFileSync(join(folder, 'capture.json'), 'utf8'));
		expect(description).toMatchObject({kind: 'capture', command: 'npm run capture -- local'});
		expect(readFileSync(join(folder, 'proc/sys/kernel/hostname'), 'utf8')).not.toContain(
			hostname(),
		);
		expect(capture()).toMatchObject({status: 1});
		rmSync(parent, {recursive: true});
	});

	it('explains itself to who asks for something else', () => {
		const args = ['scripts/capture.ts', 'not a host'];
		const usage = spawnSync(process.execPath, args, {encoding: 'utf8'});
		expect(usage).toMatchObject({status: 2, stdout: ''});
		expect(usage.stderr).toContain('npm run capture -- local');
	});
});

describe.runIf(process.platform === 'linux')('npm run capture -- HOST', () => {
	it('writes what it reads of a host over ssh, and what its tools say', async () => {
		const bin = temporaryDirectory();
		const card = '0, 1, 7, 0, 1, 2, 40, 20.00, 30.00, 0x0, [N/A], Card of gpu-lab-17';
		writeFileSync(join(bin, 'nvidia-smi'), `#!/bin/sh\necho '${card}'\n`, {mode: 0o755});
		const server = await startSshd({config: [`SetEnv PATH=${bin}:/usr/bin:/bin`]});
		const rack = makeRack({servers: {'gpu-lab-17': server}, known: ['gpu-lab-17']});
		const folder = join(rack.state, 'gpu-lab');
		const capture = (host: string) =>
			spawnSync(process.execPath, ['scripts/capture.ts', host, folder], {
				encoding: 'utf8',
				env: {...process.env, ...rack.env},
			});
		expect(capture('gpu-lab-17')).toMatchObject({status: 0, stderr: ''});
		const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
		expect(text('proc/stat')).toMatch(/^cpu /);
		expect(text('proc/self/mounts')).toContain(' / ');
		expect(text('proc/sys/kernel/hostname')).toBe('node\n');
		expect(text('tools/nvidia-smi.txt')).toBe(`${card.replace('gpu-lab-17', 'name')}\n`);
		expect(JSON.parse(text('capture.json'))).toMatchObject({
			kind: 'capture',
			command: 'npm run capture -- HOST',
			reader: 'awk',
		});
		await until(() => server.log().includes('Accepted publickey'));
		expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
		expect(capture('gpu-lab-17').status).toBe(1);
	});

	it('ends with the reason where it may not log in', async () => {
		const rack = makeRack({servers: {'pi-1': await startSshd()}});
		const folder = join(rack.state, 'pi-1');
		const {status, stderr} = spawnSync(process.execPath, ['scripts/capture.ts', 'pi-1', folder], {
			encoding: 'utf8',
			env: {...process.env, ...rack.env},
		});
		expect(status).toBe(1);
		expect(stderr).toContain('unknown host key');
		expect(existsSync(folder)).toBe(false);
	});
});

describe('scrubbing', () => {
	it.each([
		['/proc/sys/kernel/hostname', 'gpu-lab-17\n', 'node\n'],
		['/proc/sys/kernel/osrelease', '5.14.0-acme.secret.7\n', '5.14.0-custom\n'],
		['/proc/sys/kernel/osrelease', '6.1.0-44-amd64\n', '6.1.0-44-amd64\n'],
		['/proc/sys/kernel/osrelease', '6.1.65-v8-16k\n', '6.1.65-v8-16k\n'],
		['/proc/sys/kernel/arch', 'x86_64\n', 'x86_64\n'],
		['/etc/os-release', 'NAME=Acme\nSUPPORT_URL=https://acme.example\n', 'NAME=Acme\n'],
		['/proc/cpuinfo', 'Serial\t\t: 0000000017e39a99\n', 'Serial\t\t: 0\n'],
		['/proc/net/dev', '  eth0: 1 2\nacme-vpn:3 4\n', '  eth0: 1 2\nnet0:3 4\n'],
		[
			'/proc/self/mounts',
			'fs1.acme.example:/home/alice /home/alice nfs4 rw,addr=10.1.2.3,hard 0 0',
			'source-1 /mnt/mount-1 nfs4 rw,hard 0 0',
		],
		['/proc/self/mounts', '/dev/nvme0n1p2 / ext4 rw 0 0', '/dev/nvme0n1p2 / ext4 rw 0 0'],
		['/sys/class/hwmon/hwmon0/name', 'hid_CC2901200PKJ5R9AX_battery\n', 'hid_SERIAL_battery\n'],
		[
			'/x',
			'at aa:bb:cc:dd:ee:ff and 10.1.2.3 by alice\n',
			'at 00-00-5e-00-53-00 and 192.0.2.1 by name\n',
		],
	])('of %s makes %j harmless', (path, text, expected) => {
		expect(scrub(path, text)).toBe(expected);
	});

	it('gives one UUID one name, and another another', () => {
		const [one, two] = [
			'1bfc6622-a02f-4fb4-a904-e8d513a4ddfa',
			'2bfc6622-a02f-4fb4-a904-e8d513a4ddfa',
		];
		const [first, second, third] = scrub('/x', `${one} ${two} ${one}`).split(' ');
		expect(first).toBe(third);
		expect(first).not.toBe(second);
		expect(first).not.toBe(one);
	});

	it('leaves the counters of the capture as they were', () => {
		const text = readFileSync(join(fixtureRoot('debian-12-x86-vm'), 'proc/stat'), 'utf8');
		expect(scrub('/proc/stat', text)).toBe(text);
	});
});

describe('every fixture of a node', () => {
	it('says where it comes from', () => {
		for (const name of readdirSync(fixtureRoot(''))) {
			const {kind, urls, command} = JSON.parse(
				readFileSync(join(fixtureRoot(name), 'capture.json'), 'utf8'),
			);
			expect(['capture', 'documentation'], name).toContain(kind);
			expect(kind === 'capture' ? command : urls?.length, name).toBeTruthy();
		}
	});
});
