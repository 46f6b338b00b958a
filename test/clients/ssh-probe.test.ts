import {readFileSync} from 'node:fs';
import {kill} from 'node:process';
import {describe, expect, it, onTestFinished} from 'vitest';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import {openSshProbe} from '../../source/clients/ssh-probe.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';
import type {NodeLink} from '../../source/transport/ssh/node-link.ts';
import {settlePromises} from '../helpers/fake-clock.ts';
import {isGone} from '../helpers/is-gone.ts';
import {expectValue, linkTo} from '../helpers/logged-in.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {until} from '../helpers/until.ts';

const signal = new AbortController().signal;

describe('a node behind ssh', () => {
	it('is the machine that the local probe sees', async () => {
		const {probe} = await probed();
		const near = await openLocalProbe(systemClock);
		const facts = expectValue(await probe.readFacts(signal));
		expect(facts).toEqual(expectValue(await near.readFacts(signal)));
		const sample = expectValue(await probe.readSample(signal));
		const beside = expectValue(await near.readSample(signal));
		expect(sample.bootId).toBe(beside.bootId);
		expect(sample.memory?.totalBytes).toBe(beside.memory?.totalBytes);
		expect(sample.problems).toEqual([]);
		expect(Math.abs((sample.uptimeSeconds ?? 0) - (beside.uptimeSeconds ?? 0))).toBeLessThan(5);
		expect([probe.transport, probe.transportReason]).toEqual(['ssh2', undefined]);
		near.close();
	});

	it.each([
		['statfs', (link: NodeLink) => link],
		['df', (link: NodeLink) => ({...link, openStatfs: undefined})],
		['df where the server has no sftp', (link: NodeLink) => ({...link, openStatfs: noSftp})],
	])('has the filesystems of the local probe, by %s', async (_, change) => {
		const {probe} = await probed({change});
		const near = await openLocalProbe(systemClock);
		const far = expectValue(await probe.readFilesystems(signal));
		const root = expectValue(await near.readFilesystems(signal)).find(({mount}) => mount === '/');
		const farRoot = far.find(({mount}) => mount === '/');
		expect(farRoot).toMatchObject({state: 'measured', device: root?.device, type: root?.type});
		if (farRoot?.state === 'measured' && root?.state === 'measured') {
			expect(farRoot.totalBytes).toBe(root.totalBytes);
			expect(Math.abs(farRoot.usedBytes - root.usedBytes)).toBeLessThan(300e6);
		}

		near.close();
	});

	it('that allows one session has samples and facts, and says what its filesystems need', async () => {
		const {probe} = await probed({config: ['MaxSessions 1']});
		expect(await probe.readFilesystems(signal)).toMatchObject({
			ok: false,
			failure: {
				kind: 'rejected',
				reason: expect.stringMatching(/second session.*Raise MaxSessions/),
			},
		});
		expect(expectValue(await probe.readFacts(signal)).hostname).toBeDefined();
		expect(expectValue(await probe.readSample(signal)).cpu).toBeDefined();
	});

	it('is read on when only the channel has ended', async () => {
		const {probe, sshd} = await probed();
		expectValue(await probe.readSample(signal));
		const before = awksOf(sshd.pid);
		expect(before).toHaveLength(1);
		kill(before[0] ?? 0, 'SIGKILL');
		await until(() => awksOf(sshd.pid).some(pid => !before.includes(pid)));
		expect(expectValue(await probe.readSample(signal)).cpu).toBeDefined();
		expect(await isPending(probe.lost)).toBe(true);
	});

	it('is lost with its connection', async () => {
		const {probe, sshd} = await probed();
		// The one that holds the connection; what it started may already have ended with it.
		const [session] = descendantsOf(sshd.pid);
		kill(session ?? Number.NaN, 'SIGKILL');
		expect(await probe.lost).toBeDefined();
		expect(await probe.readSample(signal)).toMatchObject({ok: false});
	});

	it('has no process of ours left after close, and is not lost by it', async () => {
		const {probe, sshd} = await probed();
		expectValue(await probe.readSample(signal));
		expectValue(await probe.readFilesystems(signal));
		const started = descendantsOf(sshd.pid);
		expect(started.length).toBeGreaterThan(1);
		probe.close();
		await until(() => started.every(isGone));
		expect(await isPending(probe.lost)).toBe(true);
	});
});

type Setting = {
	readonly config?: readonly string[];
	readonly change?: (link: NodeLink) => NodeLink;
};

async function probed({config = [], change = link => link}: Setting = {}) {
	const sshd: Sshd = await startSshd({config});
	const link = await linkTo(sshd);
	const parts = {clock: systemClock, signal, deadlineMs: 20_000, where: 'pi-1'};
	const probe: NodeProbe = expectValue(await openSshProbe(change(link), parts));
	onTestFinished(() => probe.close());
	return {probe, sshd};
}

const noSftp: NodeLink['openStatfs'] = async () => ({
	ok: false,
	failure: {kind: 'unreachable', where: 'pi-1', reason: 'Unable to start subsystem: sftp'},
});

async function isPending(promise: Promise<unknown>): Promise<boolean> {
	const pending = Symbol('pending');
	return (await Promise.race([promise, settlePromises().then(() => pending)])) === pending;
}

function awksOf(pid: number): readonly number[] {
	return descendantsOf(pid).filter(one => /awk|busybox/.test(commandOf(one)));
}

function descendantsOf(pid: number): readonly number[] {
	return childrenOf(pid).flatMap(child => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): readonly number[] {
	try {
		const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
		return text
			.split(' ')
			.filter(word => word !== '')
			.map(Number);
	} catch {
		return [];
	}
}

function commandOf(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/comm`, 'utf8');
	} catch {
		return '';
	}
}
