import {expect, it, onTestFinished} from 'vitest';
import {freePort} from '../../scripts/lab/free-port.ts';
import {localChecks} from '../../source/cli/doctor-local.ts';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';
import {startOllama} from '../ollama/server.ts';

async function checks(probe: Partial<NodeProbe>): Promise<readonly string[]> {
	let closed = 0;
	const close = (): void => {
		closed += 1;
	};
	const {world} = someSurroundings({
		openProbe: opens(() => ({...quietProbe, ...probe, close})),
	});
	const findings = await localChecks(aNodeConfig(), world);
	expect(closed).toBe(1);
	return findings.map(({id, status, text, remedy}) => {
		expect(remedy === undefined).toBe(status === 'pass');
		return `${status} ${id}: ${text}`;
	});
}

it('a machine that tells everything passes', async () => {
	const totals = {someMicroseconds: 1, fullMicroseconds: undefined};
	const sample = aSample({
		pressure: {cpu: totals, io: totals, memory: totals},
		temperatures: [{sensor: 'cpu_thermal', celsius: 50.4}],
	});
	expect(await checks({readSample: async () => succeeded(sample)})).toEqual([
		'pass local.sample: read in 0 ms',
		'pass local.pressure: the kernel tells who waits for what',
		'pass local.temperature: cpu_thermal 50°C',
		'pass local.filesystems: 0 filesystems, all answer',
		'pass local.ollama: not asked, as the configuration says',
	]);
});

it('says how long a sample took', async () => {
	const {world, clock} = someSurroundings({
		openProbe: opens(() => ({
			...quietProbe,
			readSample: async () => {
				await clock.advance(40);
				return succeeded(aSample());
			},
		})),
	});
	await clock.advance(5000);
	const [first] = await localChecks(aNodeConfig(), world);
	expect(first?.text).toBe('read in 40 ms');
});

it('names what is missing, and warns of what is rare', async () => {
	const sample = aSample({
		cpu: undefined,
		memory: undefined,
		uptimeSeconds: undefined,
		problems: [{source: '/proc/stat', line: 'cpu x', reason: 'not a number'}],
	});
	expect((await checks({readSample: async () => succeeded(sample)})).slice(0, 4)).toEqual([
		'fail local.sample: not known: cpu, memory, uptime',
		'warn local.sample: /proc/stat: not a number: cpu x',
		'warn local.pressure: the kernel gives no pressure figures, so a stall can go unseen',
		'warn local.temperature: no sensor here, as in most virtual machines',
	]);
});

it('a mount that hangs fails, and so does what cannot be read at all', async () => {
	const answering = {state: 'measured', mount: '/', device: 'sda1', type: 'ext4'} as const;
	const silent = {state: 'silent', mount: '/nfs', device: 'a:/b', type: 'nfs4'} as const;
	const filesystems = [
		{...answering, totalBytes: 3, usedBytes: 1, availableBytes: 2},
		{...silent, waitedMs: 2000},
	];
	const hung = await checks({readFilesystems: async () => succeeded(filesystems)});
	expect(hung.slice(3, -1)).toEqual(['fail local.filesystems: /nfs (nfs4) does not answer']);
	const missing = failed({kind: 'missing', where: '/proc'});
	expect(
		await checks({readSample: async () => missing, readFilesystems: async () => missing}),
	).toEqual([
		'fail local.sample: /proc: not found. Check the name.',
		'fail local.filesystems: /proc: not found. Check the name.',
		'pass local.ollama: not asked, as the configuration says',
	]);
});

it('its Ollama is asked for what it has, and missed only where there should be one', async () => {
	const server = await startOllama();
	onTestFinished(() => server.close());
	const probe = await openLocalProbe(systemClock);
	onTestFinished(() => probe.close());
	const found = async (use: 'ask' | 'always', port: number) => {
		const node = {...aNodeConfig(), ollama: {use, port, slots: undefined}};
		const {world} = someSurroundings({
			...{clock: systemClock, openProbe: opens(() => ({...quietProbe, openHttp: probe.openHttp}))},
		});
		const {status, text, remedy} =
			(await localChecks(node, world)).find(({id}) => id === 'local.ollama') ?? {};
		return [status, text, remedy];
	};
	expect(await found('always', server.port)).toEqual([
		...['pass', `Ollama 0.12.6 on 127.0.0.1:${server.port}, 1 model, 0 in memory`, undefined],
	]);
	const nowhere = await freePort();
	expect(await found('ask', nowhere)).toEqual(['pass', 'no Ollama here', undefined]);
	expect(await found('always', nowhere)).toEqual([
		...['fail', expect.stringContaining('refused'), 'systemctl start ollama'],
	]);
});

it('a machine that cannot be opened fails with the reason', async () => {
	const missing = failed({kind: 'missing', where: '/proc'});
	const {world} = someSurroundings({openProbe: async () => missing});
	expect(await localChecks(aNodeConfig(), world)).toMatchObject([
		{status: 'fail', id: 'local.sample', text: '/proc: not found. Check the name.'},
	]);
});
