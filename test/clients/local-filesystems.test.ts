import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {describe, expect, it} from 'vitest';
import {createLocalFilesystems} from '../../source/clients/local-filesystems.ts';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';

const {signal} = new AbortController();
const scenario = join(import.meta.dirname, '../helpers/hung-mount-scenario.ts');
const blocks = {blockBytes: 4096, blocks: 100, freeBlocks: 40, availableBlocks: 30};

type Step = {
	readonly step: string;
	readonly daemonPid: number;
	readonly tookMs: number;
	readonly filesystems: readonly Filesystem[];
	readonly samples: number;
	readonly longestMs: number;
};

describe('filesystems', () => {
	it('are those of df, to the block', async () => {
		const probe = await openLocalProbe(systemClock);
		const result = await probe.readFilesystems(signal);
		const root = result.ok ? result.value.find(({mount}) => mount === '/') : undefined;
		const df = execFileSync('df', ['-kP', '/'], {encoding: 'utf8'}).split('\n')[1] ?? '';
		const [device, total, used, available] = df.split(/\s+/);
		expect(root).toMatchObject({state: 'measured', device});
		if (root?.state === 'measured') {
			expect(root.totalBytes).toBe(Number(total) * 1024);
			// Other tests write meanwhile.
			expect(Math.abs(root.usedBytes - Number(used) * 1024)).toBeLessThan(300e6);
			expect(Math.abs(root.availableBytes - Number(available) * 1024)).toBeLessThan(300e6);
		}
	});

	it('take the reserve of root as df does, and leave out what has no blocks or refuses', async () => {
		const answers = new Map([
			['/', succeeded(blocks)],
			['/full', succeeded({...blocks, freeBlocks: 0, availableBlocks: 2 ** 64})],
			['/empty', succeeded({...blocks, blocks: 0})],
		]);
		const filesystems = readerOf(
			answers,
			'/dev/a / ext4',
			'/dev/b /full ext4',
			'x /empty fuse.x',
			'y /no fuse.y',
		);
		const result = await filesystems.readFilesystems(signal);
		const figures = result.ok
			? result.value.map(
					fs => fs.state === 'measured' && [fs.mount, fs.usedBytes, fs.availableBytes],
				)
			: [];
		expect(figures).toEqual([
			['/', 60 * 4096, 30 * 4096],
			['/full', 100 * 4096, 0],
		]);
	});

	it('fail when the list of mounts cannot be read', async () => {
		const failure = {kind: 'missing' as const, where: '/proc/self/mounts'};
		const filesystems = createLocalFilesystems({
			readFile: async () => failed(failure),
			askHere: neverAsked,
			askApart: neverAsked,
			clock: systemClock,
			deadlineMs: 1000,
		});
		expect(await filesystems.readFilesystems(signal)).toEqual({ok: false, failure});
	});

	it('are not asked for somebody who has left', async () => {
		const filesystems = readerOf(new Map(), '/dev/a / ext4');
		expect(await filesystems.readFilesystems(AbortSignal.abort())).toMatchObject({
			ok: false,
			failure: {kind: 'cancelled'},
		});
	});
});

function neverAsked(mount: string): never {
	throw new Error(`asked ${mount}`);
}

const missing = ['bindfs', 'unshare', 'stat'].filter(
	program => spawnSync('which', [program]).status !== 0,
);
const canHang = missing.length === 0 && process.getuid?.() === 0 && existsSync('/dev/fuse');

describe.runIf(canHang)('a hung mount (needs root, /dev/fuse and the package bindfs)', () => {
	it('is silent, delays nobody, is not asked twice, and is measured again when it answers', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'clusterdeck-hung-'));
		const {steps, exitedAfterMs} = await runScenario(folder);
		const of = (step: string) => steps.find(candidate => candidate.step === step);
		const stateOf = (step: string, path: string) =>
			of(step)?.filesystems.find(({mount}) => mount === path)?.state;
		const hung = `${folder}/mount`;

		expect([stateOf('mounted', '/'), stateOf('mounted', hung)]).toEqual(['measured', 'measured']);
		expect([stateOf('stopped', '/'), stateOf('stopped', hung)]).toEqual(['measured', 'silent']);
		// Who waited for the mount would wait until it goes on, which it does when we have been answered.
		expect(of('stopped')?.tookMs).toBeLessThan(10_000);
		expect(of('stopped')?.samples).toBeGreaterThanOrEqual(5);
		expect(of('stopped')?.longestMs).toBeLessThan(5000);

		expect([stateOf('stopped again', '/'), stateOf('stopped again', hung)]).toEqual([
			'measured',
			'silent',
		]);
		expect(of('stopped again')?.tookMs).toBeLessThan(1700);
		expect(stateOf('continued', hung)).toBe('measured');
		expect(exitedAfterMs).toBeLessThan(5000);
		rmSync(folder, {recursive: true});
	});
});

async function runScenario(folder: string) {
	const child = spawn('unshare', ['-m', process.execPath, scenario, folder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = new Promise<number>(resolve => {
		child.once('exit', () => resolve(systemClock.monotonicMs()));
	});
	const steps: Step[] = [];
	let exitingAtMs = 0;
	for await (const line of createInterface({input: child.stdout})) {
		const step: Step = JSON.parse(line);
		steps.push(step);
		if (step.step === 'exiting') {
			exitingAtMs = systemClock.monotonicMs();
			break;
		}
	}

	const exitedAfterMs = (await exited) - exitingAtMs;
	const daemonPid = steps[0]?.daemonPid;
	if (daemonPid !== undefined) {
		process.kill(daemonPid, 'SIGKILL');
	}

	return {steps, exitedAfterMs};
}

/** Filesystems that answer from a table, without a real mount. What is not in it refuses. */
function readerOf(
	answers: ReadonlyMap<string, ReturnType<typeof succeeded<typeof blocks>>>,
	...mounts: readonly string[]
) {
	const ask = (mount: string) => ({
		answer: Promise.resolve(
			answers.get(mount) ?? {
				ok: false as const,
				failure: {kind: 'denied' as const, where: mount, reason: 'permission denied'},
			},
		),
		cancel: () => undefined,
	});
	const text = mounts.map(mount => `${mount} rw 0 0\n`).join('');
	return createLocalFilesystems({
		readFile: async () => succeeded(text),
		askHere: ask,
		askApart: ask,
		clock: systemClock,
		deadlineMs: 1000,
	});
}
