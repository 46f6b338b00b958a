import {describe, expect, it} from 'vitest';
import {MountAsker} from '../../source/clients/remote-statfs.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import type {FilesystemBlocks} from '../../source/parsers/stat-filesystem.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';

const blocks = {blockBytes: 4096, blocks: 100, freeBlocks: 40, availableBlocks: 30};
const ok = succeeded(blocks);

describe('mounts that are asked over one channel', () => {
	it('are asked one after the other, and the channel is kept', async () => {
		const {asker, channels} = played();
		const answers = ['/', '/home', '/data'].map(mount => asker.ask(mount).answer);
		await settlePromises();
		expect(channels[0]?.asked()).toEqual(['/']);
		for (const mount of ['/', '/home', '/data']) {
			channels[0]?.answer(mount, ok);
			await settlePromises();
		}

		expect(await Promise.all(answers)).toEqual([ok, ok, ok]);
		const again = asker.ask('/').answer;
		await settlePromises();
		channels[0]?.answer('/', ok);
		expect([await again, channels.length]).toEqual([ok, 1]);
	});

	it('are asked on another when one hangs, whose own is left to it until it answers', async () => {
		const {asker, channels, clock} = played();
		const hung = asker.ask('/nfs').answer;
		const other = asker.ask('/home').answer;
		await clock.advance(1500);
		expect([channels[0]?.asked(), channels[1]?.asked()]).toEqual([['/nfs'], ['/home']]);
		channels[1]?.answer('/home', ok);
		expect(await other).toEqual(ok);
		expect(channels[0]?.isClosed()).toBe(false);
		channels[0]?.answer('/nfs', ok);
		expect(await hung).toEqual(ok);
		await settlePromises();
		expect([channels[0]?.isClosed(), channels[1]?.isClosed()]).toEqual([true, false]);
	});

	it('wait while as many hang as may, and go on when one of those answers', async () => {
		const {asker, channels, clock} = played();
		const mounts = ['/nfs1', '/nfs2', '/nfs3', '/home'];
		const answers = mounts.map(mount => asker.ask(mount).answer);
		await clock.advance(20_000);
		expect(channels).toHaveLength(2);
		channels[1]?.answer('/nfs2', ok);
		await settlePromises();
		expect(channels[2]?.asked()).toEqual(['/nfs3']);
		channels[2]?.answer('/nfs3', ok);
		await settlePromises();
		channels[2]?.answer('/home', ok);
		expect(await Promise.all(answers.slice(1))).toEqual([ok, ok, ok]);
	});

	it('are refused one by one on the same channel, and fail together with it', async () => {
		const {asker, channels} = played();
		const answers = ['/no', '/gone', '/home'].map(mount => asker.ask(mount).answer);
		const denied = failed({kind: 'rejected', where: '/no', reason: 'permission denied'});
		const lost = failed({kind: 'unreachable', where: 'pi-1', reason: 'gone'});
		await settlePromises();
		channels[0]?.answer('/no', denied);
		await settlePromises();
		channels[0]?.answer('/gone', lost);
		await settlePromises();
		expect([channels[0]?.isClosed(), channels[1]?.asked()]).toEqual([true, ['/home']]);
		channels[1]?.answer('/home', ok);
		expect(await Promise.all(answers)).toEqual([denied, lost, ok]);
	});

	it('fail where no channel can be opened, which is tried again', async () => {
		const failure: Failure = {kind: 'denied', where: 'pi-1', reason: 'MaxSessions'};
		const {asker, channels} = played([failed(failure), failed(failure)]);
		expect(await asker.prepare()).toEqual(failed(failure));
		expect(await asker.ask('/').answer).toEqual(failed(failure));
		const answer = asker.ask('/').answer;
		await settlePromises();
		channels[0]?.answer('/', ok);
		expect(await answer).toEqual(ok);
	});

	it('tell when the server does not know the question', async () => {
		const {asker, channels} = played();
		void asker.ask('/');
		await settlePromises();
		expect(asker.isUnsupported).toBe(false);
		channels[0]?.answer('/', failed({kind: 'unsupported', where: 'pi-1', reason: 'no'}));
		await settlePromises();
		expect(asker.isUnsupported).toBe(true);
	});

	it('leave no channel open after close, hung ones among them', async () => {
		const {asker, channels, clock} = played();
		void asker.ask('/nfs');
		void asker.ask('/home');
		await clock.advance(1500);
		asker.close();
		await settlePromises();
		expect(channels.map(channel => channel.isClosed())).toEqual([true, true]);
	});
});

function played(first: readonly Result<never>[] = []) {
	const refusals = [...first];
	const clock = new FakeClock();
	const channels: ReturnType<typeof playedChannel>[] = [];
	const asker = new MountAsker({
		async open() {
			const refusal = refusals.shift();
			if (refusal !== undefined) {
				return refusal;
			}

			const channel = playedChannel();
			channels.push(channel);
			return succeeded(channel.statfs);
		},
		clock,
		patienceMs: 1500,
		mostAbandoned: 2,
	});
	return {asker, channels, clock};
}

function playedChannel() {
	const asked: string[] = [];
	const open = new Map<string, (answer: Result<FilesystemBlocks>) => void>();
	let isClosed = false;
	return {
		asked: () => [...asked],
		isClosed: () => isClosed,
		answer: (mount: string, answer: Result<FilesystemBlocks>) => open.get(mount)?.(answer),
		statfs: {
			ask: (mount: string) => {
				asked.push(mount);
				return new Promise<Result<FilesystemBlocks>>(resolve => open.set(mount, resolve));
			},
			close() {
				isClosed = true;
			},
		},
	};
}
