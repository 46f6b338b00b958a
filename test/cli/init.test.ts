import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {Config} from '../../source/domain/config.ts';
import {parseConfig} from '../../source/parsers/config.ts';
import {makeRack, type Rack, runOn} from '../helpers/rack.ts';
import {freePort} from '../../scripts/lab/free-port.ts';
import {startSshd} from '../helpers/sshd.ts';

function configIn(text: string): Config {
	const parsed = parseConfig(text, 'config.yaml');
	return parsed.ok ? parsed.config : expect.unreachable(JSON.stringify(parsed.problems));
}

/** Nothing is configured yet; the configuration of ssh is this. */
function fresh(sshConfig: string): Rack {
	const rack = makeRack({servers: {}});
	rmSync(rack.config);
	writeFileSync(rack.sshConfig, sshConfig);
	return rack;
}

it('writes the hosts of the ssh configuration, those that do not answer switched off', async () => {
	const server = await startSshd();
	const silent = await freePort();
	const rack = fresh(`
Host pi-1 first-pi
	HostName 127.0.0.1
	Port ${server.port}
Host pi-2
	HostName 127.0.0.1
	Port ${silent}
Host inner
	ProxyJump pi-1
Host github.com
	User git
Host work
	HostName gitlab.com
Host *.lan
	User pi
Host 123 10-4
	HostName 127.0.0.1
	ProxyCommand false
Host ${hostname().split('.')[0]}
	HostName 127.0.0.2
`);
	const {status, stdout, stderr} = await runOn(rack, ['init']);
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	const text = readFileSync(rack.config, 'utf8');
	const [local, ...others] = configIn(text).nodes;
	expect(local).toMatchObject({isLocal: true, isEnabled: true});
	expect(others.map(({name, isEnabled}) => `${name} ${isEnabled}`)).toEqual([
		'pi-1 true',
		'pi-2 false',
		'inner true',
		'10-4 true',
	]);
	expect(text).toContain(`# answers on 127.0.0.1:${server.port}\n  - name: pi-1\n`);
	expect(text).toContain(`# not there: 127.0.0.1:${silent}: connection refused`);
	expect(text).toContain('# behind pi-1: not tried\n  - name: inner\n');
	expect(text).toContain('first-pi: the same machine as pi-1');
	expect(text).toContain('work: a host for source code');
	expect(text).toContain('123: no node can be named so');
	expect(text).toMatch(/: by its name it is this machine\n/);
	expect(stdout).toContain(
		`${rack.config} names 5 machines, 1 of them switched off, since it does not answer.`,
	);
	expect(stdout).toContain('Next: clusterdeck doctor');
	expect(statSync(rack.config).mode & 0o777).toBe(0o600);
	expect(server.log()).not.toMatch(/Accepted|Invalid|user/);
	expect(readFileSync(join(rack.state, 'clusterdeck/audit.jsonl'), 'utf8')).toContain(
		'writeConfig',
	);
});

it('makes the folder that it is looked for in', async () => {
	const rack = fresh('');
	const home = join(rack.state, 'xdg');
	const env = {...rack.env, CLUSTERDECK_CONFIG: undefined, XDG_CONFIG_HOME: home};
	const {status, stdout} = await runOn(rack, ['init'], {env});
	expect(status).toBe(0);
	expect(stdout).toContain('names 1 machine: no other was found in the configuration of ssh.');
	expect(stdout).toContain('clusterdeck nodes add NAME adds one.');
	const path = join(home, 'clusterdeck/config.yaml');
	expect(configIn(readFileSync(path, 'utf8')).nodes).toHaveLength(1);
	expect((await runOn(rack, ['config', 'path'], {env})).stdout).toContain(path);
});

it('replaces what is there only when it is meant, and keeps it', async () => {
	const rack = fresh('');
	const mine = '# mine\nversion: 1\n';
	writeFileSync(rack.config, mine);
	const unsure = await runOn(rack, ['init']);
	expect(unsure.status).toBe(1);
	expect(unsure.stderr).toContain('is there already, and was not changed');
	expect(readFileSync(rack.config, 'utf8')).toBe(mine);
	const sure = await runOn(rack, ['init', '--yes']);
	expect(sure.status).toBe(0);
	expect(sure.stdout).toContain(`The old one is ${rack.config}.1.`);
	expect(readFileSync(`${rack.config}.1`, 'utf8')).toBe(mine);
	const asked = await runOn(rack, ['init'], {confirm: async () => true});
	expect(asked.status).toBe(0);
	expect(existsSync(`${rack.config}.2`)).toBe(true);
});

it('--dry-run prints it and writes nothing', async () => {
	const rack = fresh('Host inner\n\tProxyJump login\n');
	const {status, stdout} = await runOn(rack, ['init', '--dry-run']);
	expect(status).toBe(0);
	expect(configIn(stdout).nodes.map(({name}) => String(name))).toContain('inner');
	expect(existsSync(rack.config)).toBe(false);
});

it('finds a squeue on the PATH', async () => {
	const rack = fresh('');
	const folder = join(rack.state, '..');
	writeFileSync(join(folder, 'squeue'), '', {mode: 0o755});
	const env = {...rack.env, PATH: folder};
	const {stdout} = await runOn(rack, ['init', '--dry-run'], {env});
	expect(configIn(stdout).slurm).toHaveLength(1);
});

it('without an ssh configuration that is named it says so and writes nothing', async () => {
	const rack = fresh('');
	rmSync(rack.sshConfig);
	const {status, stderr} = await runOn(rack, ['init']);
	expect(status).toBe(1);
	expect(stderr).toContain(`${rack.sshConfig}: not found.`);
	expect(existsSync(rack.config)).toBe(false);
});

it('nodes add without a file says that init writes one', async () => {
	const rack = fresh('');
	const env = {XDG_CONFIG_HOME: rack.state};
	const {status, stderr} = await runOn(rack, ['nodes', 'add', 'pi-9'], {env});
	expect({status, stderr}).toEqual({
		status: 2,
		stderr: 'There is no configuration file yet: clusterdeck init writes one.',
	});
});
