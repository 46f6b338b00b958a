import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {
	type HostRow,
	ratesBetween,
	rowsAround,
	strayed,
	watchHost,
} from '../helpers/once-beside.ts';
import {type LabDocument, onceInLab} from '../helpers/once-in-lab.ts';

const good = ['h1', 'h2'];
const wrong = {
	h3: 'link-down',
	h4: 'sshd-stop',
	h5: 'changed-key',
	h6: 'unauthorised',
	h7: 'restricted-shell',
	h8: 'closed-port',
};
const sampleSeconds = 3;
const timeoutSeconds = 20;

describe.skipIf(!isIsolated)('--once of a rack of which six hosts are ill', () => {
	let rack: Lab;
	let seen: LabDocument;
	const beside = new Map<string, readonly HostRow[]>();

	beforeAll(async () => {
		rack = await openLab({hosts: 8});
		await Promise.all(Object.entries(wrong).map(([host, kind]) => rack.fault(host, kind)));
		const watches = await Promise.all(good.map(host => watchHost(rack, host)));
		const pings = good.map(host => pingSteadily(rack, host));
		seen = await onceInLab(rack, {
			args: ['--sample', `${sampleSeconds * 1000}`, '--timeout', `${timeoutSeconds}`],
		});
		for (const child of pings) {
			child.kill();
		}

		const rows = await Promise.all(watches.map(({stop}) => stop()));
		for (const [index, host] of good.entries()) {
			beside.set(host, rows[index] ?? []);
		}
	});

	afterAll(() => rack.close());

	test('is a document of the schema before the time is up', () => {
		process.stdout.write(`--once beside six ill hosts: ${(seen.tookMs / 1000).toFixed(1)} s\n`);

		expect(seen.document.nodes).toHaveLength(8);
		expect(seen.tookMs).toBeLessThan((timeoutSeconds + 2) * 1000);
		expect(seen.document.summary?.nodes).toEqual({ok: 2, warning: 0, down: 6, unknown: 0});
	});

	test('tells six kinds of failure apart', () => {
		const kinds = Object.keys(wrong).map(host => seen.node(host).connection.failure?.kind);

		expect(kinds).toEqual([
			'unreachable',
			'timedOut',
			'hostKeyMismatch',
			'authFailed',
			'restrictedShell',
			'refused',
		]);
	});

	test.each([
		['h3', 'backoff', /^h3 \(10\.77\.0\.3:22\): .*no route|unreachable.* switched on, .*network/],
		['h4', 'backoff', /^h4.*: no answer after 10 s\. Is it overloaded, or the network cut\?/],
		[
			'h5',
			'hostkey-mismatch',
			/changed to ssh-ed25519 SHA256:.{43}, but line \d+ of .*known_hosts .* was meant: ssh-keygen -R \S+ -f /,
		],
		['h6', 'auth-failed', /no key was accepted for rack\. .*ssh-add.*ssh-copy-id/],
		['h7', 'unsupported', /restricted shell.* Use an account with a full one/],
		['h8', 'backoff', /connection refused\. Is .*sshd, running there\?/],
	])('says of %s in plain words what happened and what to do', (host, state, words) => {
		const node = seen.node(host);

		expect(node).toMatchObject({health: 'down', connection: {state}});
		expect(node.connection.failure?.text).toMatch(words);
		expect([node.cpu, node.memory, node.system, node.filesystems]).toEqual(
			Array(4).fill(undefined),
		);
		expect(seen.problemsOf(host)).toEqual([]);
	});

	test.each(good)('has the memory, load and disk of %s as free and df tell them', host => {
		const {system, memory, cpu, filesystems} = seen.node(host);
		const rows = rowsAround(beside.get(host) ?? [], system?.uptimeSeconds ?? 0);
		const root = filesystems?.find(({mount}) => mount === '/');
		const used = rows.map(row => row.memoryTotalBytes - row.memoryAvailableBytes);
		const of = (pick: (row: HostRow) => number): readonly number[] => rows.map(pick);

		expect(system?.hostname).toBe(host);
		expect(system?.cores).toBe(rows[0]?.cores);
		expect(memory?.totalBytes).toBe(rows[0]?.memoryTotalBytes);
		expect(root?.totalBytes).toBe(rows[0]?.diskTotalBytes);
		expect([
			strayed(
				memory?.availableBytes,
				of(row => row.memoryAvailableBytes),
			),
			strayed(memory?.usedBytes, used),
			strayed(
				cpu?.load1,
				of(row => row.load1),
			),
			strayed(
				root?.usedBytes,
				of(row => row.diskUsedBytes),
			),
			strayed(
				root?.availableBytes,
				of(row => row.diskAvailableBytes),
			),
		]).toEqual(Array(5).fill(undefined));
	});

	test.each(good)('has the rates of %s as the kernel’s counters give them', host => {
		const {system, cpu, network} = seen.node(host);
		const rows = beside.get(host) ?? [];
		const uptime = system?.uptimeSeconds ?? 0;
		const [from, to] = [rowsAround(rows, uptime - sampleSeconds), rowsAround(rows, uptime)];
		const load = ratesBetween(
			from,
			to,
			(before, after) => (after.busyTicks - before.busyTicks) / (after.allTicks - before.allTicks),
		);
		const received = ratesBetween(
			from,
			to,
			(before, after) =>
				(after.rxBytes - before.rxBytes) / (after.uptimeSeconds - before.uptimeSeconds),
		);
		const eth0 = network?.find(each => each.interface === 'eth0');

		expect(strayed(cpu?.loadFraction, load)).toBeUndefined();
		expect(strayed(eth0?.rxBytesPerSecond, received)).toBeUndefined();
		expect(eth0?.rxBytesPerSecond).toBeGreaterThan(20_000);
	});
});

/** Some 70 kB a second into the host, so that there is a rate to see. */
function pingSteadily(rack: Lab, host: string) {
	const address = rack.hosts().find(({name}) => name === host)?.address ?? '';
	const argv = ['busybox', 'ping', '-q', '-s', '1400', '-i', '0.02', address] as const;
	return rack.spawn(argv, {stdio: 'ignore'});
}
