import {describe, expect, it} from 'vitest';
import {keepSampler} from '../../source/clients/kept-sampler.ts';
import type {Sampler} from '../../source/clients/sampler.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {settlePromises} from '../helpers/fake-clock.ts';

const signal = new AbortController().signal;
const exited: Failure = {kind: 'exited', where: 'x', exitCode: 2, signal: undefined, stderr: ''};
const refused: Failure = {kind: 'denied', where: 'x', reason: 'no further session'};

describe('a kept sampler', () => {
	it('goes on over another channel when its own has ended', async () => {
		const first = playedSampler('first');
		const {kept, opened} = keep(first, [succeeded(playedSampler('second'))]);
		first.end(exited);
		await settlePromises();
		expect(await kept.ask(undefined, signal)).toEqual(succeeded(new Map([['who', 'second']])));
		expect(opened()).toBe(1);
	});

	it('is lost when no channel can be opened any more', async () => {
		const first = playedSampler('first');
		const {kept, opened} = keep(first, Array(9).fill(failed(refused)));
		first.end(exited);
		expect(await kept.lost).toEqual(refused);
		expect(opened()).toBe(3);
		expect(await kept.ask(undefined, signal)).toEqual(failed(refused));
	});

	it('is lost after three channels that ended before they answered', async () => {
		const samplers = [1, 2, 3, 4, 5].map(number => playedSampler(`${number}`));
		const [first, ...others] = samplers;
		const {kept, opened} = keep(first ?? playedSampler(''), others.map(succeeded));
		for (const sampler of samplers) {
			sampler.end(exited);
			await settlePromises();
		}

		expect(await kept.lost).toEqual(exited);
		expect(opened()).toBe(3);
	});

	it('counts anew after each answer', async () => {
		const samplers = Array.from({length: 9}, (_, index) => playedSampler(`${index}`));
		const [first, ...others] = samplers;
		const {kept, opened} = keep(first ?? playedSampler(''), others.map(succeeded));
		for (const sampler of samplers.slice(0, 8)) {
			sampler.end(exited);
			await settlePromises();
			expect(await kept.ask(undefined, signal)).toMatchObject({ok: true});
		}

		expect(opened()).toBe(8);
	});

	it('that is closed opens nothing and is never lost', async () => {
		const first = playedSampler('first');
		const {kept, opened} = keep(first, [succeeded(playedSampler('second'))]);
		kept.close();
		first.end(exited);
		await settlePromises();
		expect([first.isClosed(), opened()]).toEqual([true, 0]);
		const nothing = Symbol('nothing');
		expect(await Promise.race([kept.lost, settlePromises().then(() => nothing)])).toBe(nothing);
	});

	it('that is closed while a channel is being opened closes that one too', async () => {
		const first = playedSampler('first');
		const second = playedSampler('second');
		let open: (result: Result<Sampler>) => void = () => undefined;
		const kept = keepSampler(
			first,
			() =>
				new Promise(resolve => {
					open = resolve;
				}),
		);
		first.end(exited);
		await settlePromises();
		kept.close();
		open(succeeded(second));
		await settlePromises();
		expect(second.isClosed()).toBe(true);
	});
});

function keep(first: Sampler, next: readonly Result<Sampler>[]) {
	const queue = [...next];
	let opened = 0;
	const kept = keepSampler(first, async () => {
		opened += 1;
		return queue.shift() ?? failed(exited);
	});
	return {kept, opened: () => opened};
}

function playedSampler(name: string) {
	let isClosed = false;
	let end: (failure: Failure) => void = () => undefined;
	const ended = new Promise<Failure>(resolve => {
		end = resolve;
	});
	return {
		kind: 'awk' as const,
		ask: async () => succeeded(new Map([['who', name]])),
		ended,
		end: (failure: Failure) => end(failure),
		isClosed: () => isClosed,
		close() {
			isClosed = true;
		},
	};
}
