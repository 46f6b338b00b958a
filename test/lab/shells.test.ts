import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {askHost} from '../helpers/ask-host.ts';
import {type HostRow, rowsAround, strayed, watchHost} from '../helpers/once-beside.ts';
import {type LabDocument, onceInLab} from '../helpers/once-in-lab.ts';

/** What awaits a login, by host. */
const landings: Readonly<Record<string, string>> = {
	h1: 'a noisy .bashrc that takes long and reads stdin',
	h2: 'fish',
	h3: 'csh',
	h4: 'busybox',
	h5: 'dash',
	h6: 'bash',
	h7: 'no awk',
	h8: 'a single session',
	h9: 'no forwarding',
	h10: 'a full disk',
};
const hosts = Object.keys(landings);
const fullMount = '/run/lab/full';

describe.skipIf(!isIsolated)('a node whose logins land in', () => {
	let rack: Lab;
	let seen: LabDocument;
	let beside: readonly HostRow[];

	beforeAll(async () => {
		rack = await openLab({hosts: hosts.length});
		await Promise.all([
			rack.fault('h1', 'rc-heavy'),
			...['fish', 'csh', 'busybox', 'dash'].map((shell, index) =>
				rack.fault(`h${index + 2}`, 'shell', shell),
			),
			mustDo(rack, 'h7', takeAwkAway),
			rack.fault('h8', 'max-sessions-1'),
			rack.fault('h9', 'no-forwarding'),
			rack.fault('h10', 'disk-full').then(() => mustDo(rack, 'h10', showFullDisk)),
		]);
		// All hosts have one kernel, so one of them tells the memory and the load of all.
		const watch = await watchHost(rack, 'h6');
		seen = await onceInLab(rack, {args: ['--timeout', '30']});
		beside = await watch.stop();
	});

	afterAll(() => rack.close());

	test.each(hosts.map(host => [landings[host], host] as const))(
		'%s (%s) is told right',
		(_, host) => {
			const {health, connection, system, memory, cpu} = seen.node(host);
			const rows = rowsAround(beside, system?.uptimeSeconds ?? 0);
			const used = rows.map(row => row.memoryTotalBytes - row.memoryAvailableBytes);
			const load = rows.map(row => row.load1);

			expect({health, connection}).toMatchObject({
				health: host === 'h10' ? 'warning' : 'ok',
				connection: {state: 'ready', transport: 'ssh2'},
			});
			expect({...system, memoryTotalBytes: memory?.totalBytes}).toMatchObject({
				hostname: host,
				cores: rows[0]?.cores,
				memoryTotalBytes: rows[0]?.memoryTotalBytes,
			});
			expect([strayed(memory?.usedBytes, used), strayed(cpu?.load1, load)]).toEqual([
				undefined,
				undefined,
			]);
			expect(cpu?.loadFraction).toBeGreaterThan(0);
		},
	);

	test('all have a filesystem, but where there is no session for it', () => {
		const [row] = beside;
		const roots = hosts.map(host => seen.node(host).filesystems?.find(each => each.mount === '/'));

		expect(roots.map(root => root?.totalBytes === row?.diskTotalBytes)).toEqual(
			hosts.map(host => host !== 'h8'),
		);
	});

	test('a single session has what it lacks told, and the others lack nothing', () => {
		expect(seen.problemsOf('h8')).toEqual([
			expect.stringMatching(/filesystems need a second session.* Raise MaxSessions in /),
			expect.stringMatching(/MaxSessions.*: whether it has a GPU is unknown/),
		]);
		expect(seen.document.problems.filter(({source}) => source !== 'h8')).toEqual([]);
	});

	test('no awk has really none', async () => {
		const {stdout} = await askHost(rack, ['h7', "sh -c 'command -v awk || echo none'"]);

		expect(stdout).toBe('none\n');
	});

	test('a full disk is shown as full, with the limit that it is over', () => {
		const {filesystems, healthReasons} = seen.node('h10');

		expect(filesystems?.find(each => each.mount === fullMount)).toMatchObject({
			totalBytes: 2 ** 20,
			usedBytes: 2 ** 20,
			availableBytes: 0,
		});
		expect(healthReasons).toEqual([
			{measure: 'disk', severity: 'critical', value: 1, limit: 0.95, subject: fullMount},
		]);
	});
});

/** Runs a script of sh inside a host, as its root. */
async function mustDo(rack: Lab, host: string, script: string): Promise<void> {
	const {status, stderr} = await rack.inHost(host, ['sh', '-ec', script]);
	if (status !== 0) {
		throw new Error(`${host}: ${stderr}`);
	}
}

/** What is no program is passed over by sh. */
const takeAwkAway = `
for awk in /usr/bin/*awk; do
	mount --bind /dev/null "$(readlink -f "$awk")"
done
`;

/** A tmpfs is no disk to the program; what bindfs shows of it is one. */
const showFullDisk = `
mkdir ${fullMount}
bindfs /home/rack ${fullMount}
`;
