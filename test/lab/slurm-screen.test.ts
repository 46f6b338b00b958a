/** The Jobs tab on a pseudo-terminal where a lab's operator is, over ssh as alice. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {loginHost} from '../../scripts/lab/slurm-cluster.ts';
import {hostileNames} from '../../scripts/lab/slurm-names.ts';
import {programPath} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';
import {watchTerminal} from '../helpers/terminal-oracle.ts';
import {quote} from '../helpers/watched-rack.ts';
import {until} from '../helpers/until.ts';

describe.skipIf(!hasSlurmLab)('the queue of a real cluster', () => {
	let cluster: SlurmLab;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
	});

	afterAll(() => cluster.close());

	test('shows each hostile name in one row, and none acts on the terminal', async () => {
		for (const name of Object.values(hostileNames)) {
			await cluster.submit('alice', 'true', ['--begin=now+1hour', `--job-name=${name}`]);
		}

		const ids = (await cluster.as('alice', ['squeue', '-h', '--me', '-o', '%i'])).split('\n');
		const session = await openJobs(cluster);
		const events = watchTerminal(session.terminal);
		await session.sees(`${ids.length} wait`);
		const seen = new Set<string>();
		session.type('g');
		await session.quiet();
		seen.add(idUnderCursor(session));
		for (const _id of ids.slice(1)) {
			const before = idUnderCursor(session);
			session.type('j');
			await until(() => ![before, ''].includes(idUnderCursor(session)));
			seen.add(idUnderCursor(session));
		}

		const strange = events.filter(event => !event.startsWith('CSI ') && event !== 'line feed');
		await end(session);
		await cluster.cancelAll();

		expect([...seen].sort()).toEqual([...ids].sort());
		expect(strange).toEqual([]);
		expect(session.output()).not.toContain('pwned\u0007');
		expect(session.output()).not.toContain('\u001b[31mred');
	});

	test('cancels the job under the cursor, and nobody else’s', async () => {
		const own = await cluster.submit('alice', 'sleep 600', ['-J', 'doomed']);
		const other = await cluster.submit('bob', 'sleep 600', ['-J', 'not-hers']);
		const session = await openJobs(cluster);
		await session.sees('doomed');
		session.type('/');
		session.type(`${own}\r`);
		session.type('C');
		await session.sees('Cancel 1 job?');
		await session.sees(`scancel --user=alice ${own}`);
		session.type('C');
		await cluster.untilState(own, 'CANCELLED');
		await session.seesNoMore('Cancel 1 job?');
		session.type('a');
		session.type('\u001b');
		await session.seesNoMore(`filter ${own}`);
		session.type('/');
		session.type('not-hers\r');
		await session.sees(`› ● ${other}`);
		session.type('C');
		await session.sees('Cancel 1 job?');
		session.type('C');
		await session.seesNoMore('Cancel 1 job?');
		await session.sees('is not cancelled');
		const said = session.lines().join('\n');
		const state = await cluster.stateOf(other);
		await end(session);
		await cluster.cancelAll();

		expect(state).toBe('RUNNING');
		expect(said).toContain(`${other} is not cancelled: Access/permission denied`);
	});

	test('is stale and says why while the controller hangs, and is read again by itself', async () => {
		const {lab, submit} = cluster;
		const session = await openJobs(cluster);
		await session.sees(' s old');
		await lab.fault(loginHost, 'slurmctld-stop');
		const hungMs = performance.now();
		await untilShows(session, staleWords);
		const toldMs = performance.now() - hungMs;
		const told = session.lines().find(line => staleWords.test(line));
		session.type('1');
		await session.sees('node004');
		const rows = (): readonly string[] =>
			session.lines().filter(line => /^.{3}[●▲] (login|node00\d) .* \d+%/.test(line));
		await until(() => rows().length === 5);
		const nodes = rows();
		session.type('2');
		await lab.heal(loginHost);
		const healedMs = performance.now();
		const id = await submit('alice', 'sleep 600', ['-J', 'after-it']);
		await untilShows(session, /after-it/);
		quote(
			`screen: told after ${Math.round(toldMs)} ms (${told?.trim()}); back ${Math.round(performance.now() - healedMs)} ms after it was healed`,
		);
		await end(session);
		await cluster.cancelAll();

		expect(id).toMatch(/^\d+$/);
		expect(nodes).toHaveLength(5);
		expect(nodes.join('\n')).not.toContain(' old');
	});
});

/** `slurmctld timed out after 12 s. This is the queue of 14:01:37.` */
const staleWords = /slurmctld .*This is the queue of \d\d:\d\d/;

async function openJobs({lab}: SlurmLab): Promise<ScreenSession> {
	const env = Object.entries(lab.environment).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	const session = openScreenSession({
		...{columns: 120, rows: 40, landmark: 'node004'},
		argv: lab.argvAt([process.execPath, programPath]),
		env: Object.fromEntries(env),
	});
	await session.drawn();
	await session.sees('2 Jobs');
	session.type('2');
	await session.sees('mine first');
	return session;
}

async function end(session: ScreenSession): Promise<void> {
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
}

/** Longer than what a hung controller and a pause after it take. */
async function untilShows({lines}: ScreenSession, pattern: RegExp): Promise<void> {
	const isShown = async () => pattern.test(lines().join('\n'));
	await eventually(isShown, () => `${pattern} did not come:\n${lines().join('\n')}`, 150_000);
}

function idUnderCursor({lines}: ScreenSession): string {
	const row = lines().find(line => line.startsWith(' › ')) ?? '';
	return row.slice(4).trim().split(/\s+/)[0] ?? '';
}
