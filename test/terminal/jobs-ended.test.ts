/** The built program is ended while it changes a job: what was sent is known, and is sent once. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {type FakeSlurm, fakeSlurm, waitHere} from '../helpers/fake-slurm.ts';
import {isGone} from '../helpers/is-gone.ts';
import {type Finished, runProgram} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

/** Each ends it while the first command that changes something runs. */
const ends = [
	['SIGTERM', 143],
	['SIGHUP', 129],
	['SIGINT', 130],
] as const;

function sentTo({asked}: FakeSlurm): readonly string[] {
	return asked().filter(line => /^(?:scancel|sbatch|scontrol hold)/.test(line));
}

describe('jobs cancel', () => {
	const cancel = ['jobs', 'cancel', '71', '--yes'];

	it('that is killed while scancel runs has left what it sent in the audit log', async () => {
		const slurm = fakeSlurm();
		const run = await endedBy('SIGKILL', cancel, slurm);
		expect(run).toMatchObject({stdout: '', stderr: '', signal: 'SIGKILL'});
		expect(slurm.audited()).toEqual(['sendCommand sent']);
		expect(sentTo(slurm)).toEqual(['scancel --user=alice 71']);
		expect(slurm.refused()).toEqual([]);
	});

	it.each(ends)('that %s ends says that nobody knows what came of it', async (name, status) => {
		const slurm = fakeSlurm();
		const run = await endedBy(name, cancel, slurm);
		expect(run).toMatchObject({stdout: '', status});
		expect(run.stderr).toBe(
			'clusterdeck: 71 may be cancelled, nobody knows yet: stopped before it was done. Look at it before you do it again: clusterdeck jobs show 71\n',
		);
		expect(slurm.audited()).toEqual(['sendCommand sent', 'cancelJob unknown: cancelled']);
		expect(sentTo(slurm)).toEqual(['scancel --user=alice 71']);
	});
});

describe('jobs submit', () => {
	const submitting = (): {readonly slurm: FakeSlurm; readonly args: readonly string[]} => {
		const script = join(temporaryDirectory(), 'train.sh');
		writeFileSync(script, '#!/bin/sh\ntrue\n');
		return {slurm: fakeSlurm({sbatch: waitHere}), args: ['jobs', 'submit', script]};
	};

	it.each(ends)('that %s ends tells the token to look for', async (name, status) => {
		const {slurm, args} = submitting();
		const run = await endedBy(name, args, slurm);
		expect(run).toMatchObject({stdout: '', status});
		const [, token = ''] = /(cd[0-9a-f]{32})/.exec(sentTo(slurm)[0] ?? '') ?? [];
		expect(run.stderr).toBe(
			`clusterdeck: Nobody knows yet whether train.sh is a job: stopped before it was done. Look for ${token} before you submit it again: squeue --me -t all -o '%i %k'\n`,
		);
		expect(slurm.audited()).toEqual([
			...['sendCommand sent', `submitJob unknown: cancelled, token ${token}`],
		]);
		expect(sentTo(slurm)).toHaveLength(1);
	});

	it('that is killed while sbatch runs has left what it sent in the audit log', async () => {
		const {slurm, args} = submitting();
		await endedBy('SIGKILL', args, slurm);
		expect(slurm.audited()).toEqual(['sendCommand sent']);
		expect(sentTo(slurm)).toHaveLength(1);
	});
});

function endedBy(
	name: NodeJS.Signals,
	args: readonly string[],
	slurm: FakeSlurm,
): Promise<Finished> {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, `version: 1\nnodes:\n${slurm.nodes}`);
	return runProgram({
		args: [...args, '--config', path],
		env: slurm.env,
		during: child => void until(() => sentTo(slurm).length > 0).then(() => child.kill(name)),
	});
}

describe('the dashboard that cancels a job', () => {
	const sent = ['scancel --user=bob 31'];
	const unknown = ['sendCommand sent', 'cancelJob unknown: cancelled'];

	it('leaves with the second q, and has written down that nobody knows', async () => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		session.type('q');
		await session.sees('scancel --user=bob 31 is under way: q again leaves.');
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true, words: []});
		expect(slurm.audited()).toEqual(unknown);
		expect(sentTo(slurm)).toEqual(sent);
	});

	it.each(ends)('gives the terminal back to %s', async (name, status) => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		process.kill(session.pid(), name);
		expect(await session.ended()).toMatchObject({status, isRestored: true});
		expect(slurm.audited()).toEqual(unknown);
		expect(sentTo(slurm)).toEqual(sent);
	});

	it('ends with its window, and has written down what it sent', async () => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		const pid = session.pid();
		session.hangUp();
		await until(() => isGone(pid));
		expect(slurm.audited()).toEqual(unknown);
		expect(sentTo(slurm)).toEqual(sent);
	});

	it('that is killed has left what it sent in the audit log', async () => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		process.kill(session.pid(), 'SIGKILL');
		await session.ended();
		expect(slurm.audited()).toEqual(['sendCommand sent']);
	});

	it('goes on with it when its configuration changes beside its cluster', async () => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		const another = '  - {name: pi-9, host: 192.0.2.9, enabled: false}\n';
		session.configure(slurm.nodes.replace('slurm:', `${another}slurm:`));
		session.type('1');
		await session.sees('pi-9');
		session.type('2');
		slurm.letGo();
		await session.sees('31 is cancelled.');
		await until(() => slurm.audited().length === 2);
		expect(slurm.audited()).toEqual(['sendCommand sent', 'cancelJob done']);
		expect(sentTo(slurm)).toEqual(sent);
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	});

	it('says where its cluster is configured no more that nobody knows', async () => {
		const slurm = fakeSlurm();
		const session = await cancelling(slurm);
		session.configure(slurm.nodes.replace(/slurm:.*\n/, ''));
		await session.sees('31 may be cancelled, nobody knows yet: stopped before it was done.');
		await session.sees('No Slurm cluster is configured');
		await until(() => slurm.audited().length === 2);
		expect(slurm.audited()).toEqual(unknown);
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
		expect(sentTo(slurm)).toEqual(sent);
	});
});

/** It waits for scancel. */
async function cancelling(slurm: FakeSlurm): Promise<ScreenSession> {
	const session = openScreenSession({env: slurm.env, nodes: slurm.nodes});
	await session.drawn();
	session.type('2');
	await session.sees('› ● 31');
	session.type('C');
	await session.sees('Cancel 1 job?');
	session.type('C');
	await until(() => sentTo(slurm).length > 0);
	return session;
}
