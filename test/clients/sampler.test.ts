import {describe, expect, it} from 'vitest';
import {openSampler} from '../../source/clients/sampler.ts';
import {samplerScript} from '../../source/clients/sampler-script.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';
import {pathWith, shellOf} from '../helpers/local-shell.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {PlayedShell} from '../helpers/played-shell.ts';

const signal = new AbortController().signal;
const fixed = '@fixed\n=uname -m\nx86_64\n.\n';

describe('a sampler that starts', () => {
	it('is ready when the script has said so, and never asked before', async () => {
		const {shell, opening} = await start();
		shell.say(fixed);
		await settlePromises();
		expect(shell.written).toEqual([samplerScript]);
		shell.say('READY awk\n');
		expect(expectValue(await opening()).kind).toBe('awk');
	});

	it('does not wait longer than it may', async () => {
		const {shell, clock, opening} = await start();
		await clock.advance(10_000);
		expect(await opening()).toMatchObject({
			ok: false,
			failure: {kind: 'timedOut', afterMs: 10_000},
		});
		expect([shell.isClosed, clock.timerCount]).toEqual([true, 0]);
	});

	it('says that the node has no /proc, in words that are its own', async () => {
		const {shell, opening} = await start();
		shell.say('NO \u001b[31mBSD\n');
		const result = await opening();
		expect(result).toMatchObject({ok: false, failure: {kind: 'unsupported', where: 'pi-1'}});
		expect(JSON.stringify(result)).not.toContain('[31m');
	});

	it('is given up with whoever asked', async () => {
		const left = new AbortController();
		const {shell, opening} = await start(left.signal);
		await settlePromises();
		left.abort();
		expect(await opening()).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
		expect(shell.isClosed).toBe(true);
	});

	it('fails with the shell, and with the connection under it', async () => {
		const one = await start();
		await settlePromises();
		one.shell.finish({reason: 'exited', exitCode: 127});
		expect(await one.opening()).toMatchObject({
			ok: false,
			failure: {kind: 'exited', exitCode: 127},
		});
		const other = await start();
		await settlePromises();
		const failure = {kind: 'unreachable', where: 'pi-1', reason: 'gone'} as const;
		other.shell.finish({reason: 'lost', failure});
		expect(await other.opening()).toEqual({ok: false, failure});
	});
});

describe('a question', () => {
	it('is a line, and its answer holds what never changes too', async () => {
		const {shell, sampler} = await ready();
		const sample = sampler.ask(undefined, signal);
		const files = sampler.ask(['/etc/hostname', '/proc/cpuinfo'], signal);
		expect(shell.written.slice(1)).toEqual(['1\n', '2 /etc/hostname /proc/cpuinfo\n']);
		shell.say('@2\n=/etc/hostname\npi\n.\n@1\n=/proc/uptime\n1 2\n.\n');
		expect(expectValue(await files).get('/etc/hostname')).toBe('pi\n');
		expect([...expectValue(await sample)]).toEqual([
			['uname -m', 'x86_64\n'],
			['/proc/uptime', '1 2\n'],
		]);
	});

	it('that nobody waits for any more is cancelled at once, and its late answer is dropped', async () => {
		const {shell, sampler} = await ready();
		const left = new AbortController();
		const first = sampler.ask(undefined, left.signal);
		left.abort();
		expect(await first).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
		const second = sampler.ask(undefined, signal);
		shell.say('@1\n=/a\nold\n.\n@2\n=/a\nnew\n.\n@1\n=/a\nold\n.\n@99\n=/a\nnone\n.\n');
		expect(expectValue(await second).get('/a')).toBe('new\n');
	});

	it('is not written to a node that has stopped answering, after a few', async () => {
		const {shell, sampler} = await ready();
		for (let count = 0; count < 8; count++) {
			const left = new AbortController();
			void sampler.ask(undefined, left.signal);
			left.abort();
		}

		expect(await sampler.ask(undefined, signal)).toMatchObject({failure: {kind: 'timedOut'}});
		expect(shell.written).toHaveLength(9);
		shell.say('@1\n.\n');
		void sampler.ask(undefined, signal);
		expect(shell.written).toHaveLength(10);
	});

	it.each([
		['a sample', undefined, 1_048_576],
		['files', ['/proc/cpuinfo'], 4_194_304],
	])(
		'about %s that is answered without an end closes the channel',
		async (_, paths, limitBytes) => {
			const {shell, sampler} = await ready();
			const answer = sampler.ask(paths, signal);
			shell.say('@1\n=/a\n');
			for (let kilobytes = 0; kilobytes < limitBytes / 1024 + 1; kilobytes++) {
				shell.say('x'.repeat(1024));
			}

			const failure = {kind: 'tooLarge', where: 'pi-1', limitBytes};
			expect(await answer).toEqual({ok: false, failure});
			expect(await sampler.ended).toEqual(failure);
			expect(shell.isClosed).toBe(true);
			expect(await sampler.ask(undefined, signal)).toEqual({ok: false, failure});
		},
	);

	it.each([
		['lines', 'no end\n'.repeat(1024)],
		['frames', '@fixed\n.\n@99\n.\n'.repeat(1024)],
	])('is not waited for among %s that nobody asked for, when those never end', async (_, piece) => {
		const {shell, sampler} = await ready();
		const pieces = Math.ceil(1_048_576 / piece.length);
		// An answer in between says that the node is well.
		for (let count = 1; count < 2 * pieces; count++) {
			void sampler.ask(undefined, signal);
			shell.say(`${piece}@${count}\n.\n`);
		}

		expect(shell.isClosed).toBe(false);
		const answer = sampler.ask(undefined, signal);
		for (let count = 0; count < pieces; count++) {
			shell.say(piece);
		}

		expect(shell.isClosed).toBe(true);
		expect(await answer).toMatchObject({ok: false, failure: {kind: 'tooLarge'}});
	});

	it('fails with the channel', async () => {
		const {shell, sampler} = await ready();
		const answer = sampler.ask(undefined, signal);
		shell.finish({reason: 'exited', exitCode: 2});
		expect(await answer).toMatchObject({ok: false, failure: {kind: 'exited'}});
		expect(await sampler.ended).toMatchObject({kind: 'exited', exitCode: 2});
	});

	it('is put again to a reader that has started anew, but not for ever', async () => {
		const {shell, sampler} = await ready();
		const answer = sampler.ask(undefined, signal);
		shell.say('@fixed\n=uname -m\narm\n.\nREADY awk\n');
		expect(shell.written.slice(1)).toEqual(['1\n', '1\n']);
		shell.say('@1\n.\n');
		expect(expectValue(await answer).get('uname -m')).toBe('arm\n');
		const other = sampler.ask(undefined, signal);
		shell.say('READY awk\nREADY awk\nREADY awk\n');
		expect(await other).toMatchObject({ok: false, failure: {kind: 'protocol'}});
	});

	it('lets the node look for its sensors again every five minutes', async () => {
		const {shell, clock, sampler} = await ready();
		await clock.advance(300_000);
		void sampler.ask(['/etc/hostname'], signal);
		const answer = sampler.ask(undefined, signal);
		shell.say('@fixed\n.\nREADY awk\n@1\n.\n');
		expect(shell.written.slice(1)).toEqual([
			'1 /etc/hostname\n',
			'2 +\n',
			'1 /etc/hostname\n',
			'2\n',
		]);
		shell.say('@2\n=/a\n1\n.\n');
		expect(expectValue(await answer).get('/a')).toBe('1\n');
	});
});

describe('a sampler that is closed', () => {
	it('cancels what is asked, and never says that it has ended', async () => {
		const {shell, sampler} = await ready();
		const answer = sampler.ask(undefined, signal);
		sampler.close();
		expect(await answer).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
		expect(shell.isClosed).toBe(true);
		const nothing = Symbol('nothing');
		expect(await Promise.race([sampler.ended, settlePromises().then(() => nothing)])).toBe(nothing);
	});
});

describe('a real reader', () => {
	it.each([['gawk'], [undefined]])('looks again when it is told to (%s)', async awk => {
		let nowMs = 0;
		const clock = {...systemClock, monotonicMs: () => nowMs};
		const open = shellOf(['/bin/sh'], {PATH: pathWith(awk)});
		const sampler = expectValue(
			await openSampler(open, {clock, signal, deadlineMs: 20_000, where: 'pi-1'}),
		);
		for (let round = 0; round < 3; round++) {
			const both = [sampler.ask(undefined, signal), sampler.ask(['/etc/hostname'], signal)];
			const [sample, files] = await Promise.all(both);
			expect(sample?.ok && sample.value.has('/proc/uptime')).toBe(true);
			expect(files?.ok && files.value.has('/etc/hostname')).toBe(true);
			nowMs += 300_000;
		}

		sampler.close();
	});
});

async function start(giveUp: AbortSignal = signal) {
	const shell = new PlayedShell();
	const clock = new FakeClock();
	const parts = {clock, signal: giveUp, deadlineMs: 10_000, where: 'pi-1'};
	const opening = openSampler(shell.open, parts);
	await settlePromises();
	// In an object, since what is awaited would be waited for.
	return {shell, clock, opening: () => opening};
}

async function ready() {
	const shell = new PlayedShell();
	const clock = new FakeClock();
	const opening = openSampler(shell.open, {clock, signal, deadlineMs: 10_000, where: 'pi-1'});
	await settlePromises();
	shell.say(`${fixed}READY awk\n`);
	return {shell, clock, sampler: expectValue(await opening)};
}
