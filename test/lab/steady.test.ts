import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {quote, type WatchedRack, watchRack} from '../helpers/watched-rack.ts';

const seconds = process.env['FULL'] === '1' ? 600 : 60;
const pollSeconds = 2;
/** Logins, facts and the search for GPU tools are over by then. */
const settlingMs = 10_000;

/** What a host has counted until now. */
type Count = {
	readonly connections: number;
	readonly logins: number;
	readonly sessions: number;
	/** The PID that its next process gets: each host counts its own. */
	readonly nextPid: number;
	readonly cpuMs: number;
};

const carriers = [
	{name: 'h1', transport: 'ssh2', mostSessionsAMinute: 0, mostProcessesAMinute: 1},
	// Without statfs over the connection: a df every 15 s.
	{name: 'h2', transport: 'system', mostSessionsAMinute: 5, mostProcessesAMinute: 6},
] as const;

describe.skipIf(!isIsolated)(`a rack that is watched for ${seconds} s`, () => {
	let rack: Lab;
	let program: WatchedRack;
	const before = new Map<string, Count>();
	const after = new Map<string, Count>();
	const uptimes = new Map<string, Set<number>>();

	beforeAll(async () => {
		rack = await openLab({hosts: carriers.length});
		program = watchRack(rack, {
			title: 'steady',
			nodes: carriers.map(({name, transport}) => ({name, ssh: {transport}})),
			onDocument({nodes = []}) {
				for (const {name, system} of nodes) {
					const known = uptimes.get(name) ?? new Set();
					uptimes.set(name, known.add(system?.uptimeSeconds ?? 0));
				}
			},
		});
		for (const {name} of carriers) {
			await program.untilNode(name, ({connection}) => connection.state === 'ready');
		}

		await sleep(settlingMs);
		await countAll(before);
		uptimes.clear();
		await sleep(seconds * 1000);
		await countAll(after);
		await program.end();
	});

	afterAll(() => rack.close());

	async function countAll(into: Map<string, Count>): Promise<void> {
		for (const {name} of carriers) {
			into.set(name, await countOn(rack, name));
		}
	}

	test.each(carriers)('over $transport nobody logs in or connects again', ({name}) => {
		const {connections, logins} = difference(name);

		expect({connections, logins}).toEqual({connections: 0, logins: 0});
		expect(before.get(name)?.logins).toBe(1);
	});

	test.each(carriers)(
		'over $transport hardly a process is started for the samples',
		({name, transport, mostSessionsAMinute, mostProcessesAMinute}) => {
			const {sessions, nextPid, cpuMs} = difference(name);
			const samples = uptimes.get(name)?.size ?? 0;
			// Ours, which asked for the PID.
			const processes = nextPid - 1;
			quote(
				`${transport}: ${samples} samples in ${seconds} s: ${processes} processes, ${sessions} sessions, ${(cpuMs / samples).toFixed(2)} ms of the node's CPU a sample`,
			);

			expect(samples).toBeGreaterThan((seconds / pollSeconds) * 0.9);
			expect(sessions).toBeLessThanOrEqual((mostSessionsAMinute * seconds) / 60);
			expect(processes).toBeLessThanOrEqual((mostProcessesAMinute * seconds) / 60);
		},
	);

	function difference(name: string): Count {
		const [from, to] = [before.get(name), after.get(name)];
		const since = (key: keyof Count) => (to?.[key] ?? Number.NaN) - (from?.[key] ?? Number.NaN);
		return {
			connections: since('connections'),
			logins: since('logins'),
			sessions: since('sessions'),
			nextPid: since('nextPid'),
			cpuMs: since('cpuMs'),
		};
	}
});

async function countOn(rack: Lab, name: string): Promise<Count> {
	const log = rack.sshdLog(name);
	const count = (words: string) => log.split(words).length - 1;
	const {stdout} = await rack.inHost(name, ['sh', '-c', 'echo $$']);
	return {
		connections: count('Connection from '),
		logins: count('Accepted publickey for '),
		sessions: count('Starting session: '),
		nextPid: Number(stdout) + 1,
		cpuMs: rack.cpuMs(name).cpuMs,
	};
}
