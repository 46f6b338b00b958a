import {PassThrough} from 'node:stream';
import {expect, it} from 'vitest';
import type {Failure} from '../../../source/domain/failure.ts';
import {failed, type Result, succeeded} from '../../../source/domain/result.ts';
import type {SshTarget} from '../../../source/domain/ssh-target.ts';
import {createJumpPool} from '../../../source/transport/ssh/jump-pool.ts';
import type {NodeLink} from '../../../source/transport/ssh/node-link.ts';
import {FakeClock, settlePromises} from '../../helpers/fake-clock.ts';
import {targetOf} from '../../helpers/logged-in.ts';

const address = {host: '10.0.0.9', port: 22};

function aHop(host: string): SshTarget {
	return targetOf({port: 22, user: 'pi', clientKey: '/k'}, {host, where: host});
}

/** Hops that are opened when the test says so. */
function someHops() {
	const opened: Hop[] = [];
	const clock = new FakeClock();
	const pass = createJumpPool(
		(hop, before, {signal}) =>
			new Promise(resolve => opened.push(new Hop(hop, before, {signal, resolve}))),
		clock,
	);
	return {opened, pass, clock};
}

type Asked = {
	readonly signal: AbortSignal;
	readonly resolve: (link: Result<NodeLink>) => void;
};

class Hop {
	isClosed = false;
	isLost = (_failure: Failure): void => undefined;

	readonly target: SshTarget;
	readonly before: readonly SshTarget[];
	readonly asked: Asked;

	constructor(target: SshTarget, before: readonly SshTarget[], asked: Asked) {
		this.target = target;
		this.before = before;
		this.asked = asked;
	}

	open(): void {
		const lost = new Promise<Failure>(resolve => {
			this.isLost = resolve;
		});
		this.asked.resolve(
			succeeded({
				transport: 'ssh2',
				transportReason: undefined,
				openShell: () => expect.unreachable(),
				openStream: async () => succeeded(new PassThrough()),
				listen: () => expect.unreachable(),
				openStatfs: undefined,
				lost,
				close: () => {
					this.isClosed = true;
				},
			}),
		);
	}
}

function opening(signal = new AbortController().signal) {
	return {signal, deadlineMs: 10_000, onAuthenticated: () => undefined};
}

it('nothing is opened where nothing is in between', async () => {
	const {pass, opened} = someHops();
	expect(await pass([], address, opening())).toMatchObject({ok: true, value: {stream: undefined}});
	expect(opened).toEqual([]);
});

it('many nodes behind one hop share its login, and the last one closes it', async () => {
	const {pass, opened} = someHops();
	const ways = [1, 2, 3].map(() => pass([aHop('login')], address, opening()));
	opened[0]?.open();
	const [first, ...others] = await Promise.all(ways);
	expect(opened).toHaveLength(1);
	for (const way of others) {
		if (way.ok) {
			way.value.release();
			way.value.release();
		}
	}

	await settlePromises();
	expect(opened[0]?.isClosed).toBe(false);
	if (first?.ok) {
		first.value.release();
	}

	await settlePromises();
	expect(opened[0]?.isClosed).toBe(true);
});

it('a chain is opened hop by hop, and each knows those before it', async () => {
	const {pass, opened} = someHops();
	const chain = [aHop('outer'), aHop('inner')];
	void pass(chain, address, opening());
	expect(opened[0]).toMatchObject({target: chain[1], before: [chain[0]]});
});

it('a hop that fails tells all who wait, and is tried anew by the next', async () => {
	const {pass, opened} = someHops();
	const failure: Failure = {kind: 'refused', where: 'login'};
	const ways = [1, 2].map(() => pass([aHop('login')], address, opening()));
	opened[0]?.asked.resolve(failed(failure));
	expect(await Promise.all(ways)).toEqual([failed(failure), failed(failure)]);
	void pass([aHop('login')], address, opening());
	expect(opened).toHaveLength(2);
});

it.each<Failure>([
	{kind: 'authFailed', where: 'login', user: 'pi'},
	{kind: 'needsPassphrase', where: 'login', keyFile: '/k'},
])('a hop that lets nobody in ($kind) is not asked again by who comes after', async failure => {
	const {pass, opened, clock} = someHops();
	const first = pass([aHop('login')], address, opening());
	opened[0]?.asked.resolve(failed(failure));
	expect(await first).toEqual(failed(failure));
	await clock.advance(29_999);
	expect(await pass([aHop('login')], address, opening())).toEqual(failed(failure));
	expect(opened).toHaveLength(1);
	await clock.advance(1);
	void pass([aHop('login')], address, opening());
	expect(opened).toHaveLength(2);
});

it('who knows a hop by another name logs in there by itself', () => {
	const {pass, opened} = someHops();
	void pass([aHop('login')], address, opening());
	void pass([{...aHop('login'), hostKeyName: 'other'}], address, opening());
	expect(opened).toHaveLength(2);
});

it('a hop that is lost is opened anew by the next', async () => {
	const {pass, opened} = someHops();
	const way = pass([aHop('login')], address, opening());
	opened[0]?.open();
	await way;
	opened[0]?.isLost({kind: 'unreachable', where: 'login', reason: 'gone'});
	await settlePromises();
	void pass([aHop('login')], address, opening());
	expect(opened).toHaveLength(2);
});

it('who gives up leaves at once; the last one ends the attempt', async () => {
	const {pass, opened} = someHops();
	const [one, other] = [new AbortController(), new AbortController()];
	const first = pass([aHop('login')], address, opening(one.signal));
	const second = pass([aHop('login')], address, opening(other.signal));
	one.abort();
	expect(await first).toMatchObject({failure: {kind: 'cancelled'}});
	expect(opened[0]?.asked.signal.aborted).toBe(false);
	other.abort();
	expect(await second).toMatchObject({failure: {kind: 'cancelled'}});
	expect(opened[0]?.asked.signal.aborted).toBe(true);
	opened[0]?.open();
	await settlePromises();
	expect(opened[0]?.isClosed).toBe(true);
});
