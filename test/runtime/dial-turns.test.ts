import {expect, it} from 'vitest';
import {createDialTurns, type EndTurn} from '../../source/runtime/dial-turns.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/** Dials by name that take a turn and end it by hand. */
function asking(atOnce: number) {
	const clock = new FakeClock();
	const turns = createDialTurns({clock, atOnce, turnMs: 250, mostTurnMs: 2500});
	const begun: string[] = [];
	const ends = new Map<string, EndTurn>();
	const ask = (name: string): AbortController => {
		const stopping = new AbortController();
		void turns.take(stopping.signal).then(end => {
			if (end !== undefined) {
				begun.push(name);
				ends.set(name, end);
			}
		});
		return stopping;
	};
	return {clock, begun, ask, end: (name: string, hasOpened = false) => ends.get(name)?.(hasOpened)};
}

it('so many begin at once, the others in the order in which they asked', async () => {
	const {clock, begun, ask, end} = asking(2);
	for (const name of ['a', 'b', 'c', 'd']) {
		ask(name);
	}

	await clock.advance(0);
	expect(begun).toEqual(['a', 'b']);
	end('b');
	await clock.advance(0);
	expect(begun).toEqual(['a', 'b', 'c']);
});

it('a silent host holds its turn for a quarter of a second', async () => {
	const {clock, begun, ask} = asking(1);
	ask('silent');
	ask('next');
	await clock.advance(249);
	expect(begun).toEqual(['silent']);
	await clock.advance(1);
	expect(begun).toEqual(['silent', 'next']);
});

it('a turn that is ended twice gives way once', async () => {
	const {clock, begun, ask, end} = asking(1);
	for (const name of ['a', 'b', 'c']) {
		ask(name);
	}

	await clock.advance(0);
	end('a');
	end('a');
	await clock.advance(0);
	expect(begun).toEqual(['a', 'b']);
	await clock.advance(250);
	expect(begun).toEqual(['a', 'b', 'c']);
	await clock.advance(250);
	expect(clock.timerCount).toBe(0);
});

it('who is aborted while waiting leaves the queue', async () => {
	const {clock, begun, ask, end} = asking(1);
	ask('a');
	ask('b').abort();
	ask('c');
	await clock.advance(0);
	end('a');
	await clock.advance(0);
	expect(begun).toEqual(['a', 'c']);
});

it('a turn lasts up to twice what a dial takes that comes about, and 2.5 s at most', async () => {
	const {clock, begun, ask, end} = asking(1);
	for (let index = 0; index < 30; index += 1) {
		ask(`slow-${index}`);
		await clock.advance(600);
		end(`slow-${index}`, true);
	}

	ask('silent');
	ask('next');
	await clock.advance(1100);
	expect(begun.at(-1)).toBe('silent');
	await clock.advance(150);
	expect(begun.at(-1)).toBe('next');
});

it('where handshakes share one processor a large rack still comes in, a few at a time', async () => {
	const clock = new FakeClock();
	const turns = createDialTurns({clock, atOnce: 8, turnMs: 250, mostTurnMs: 2500});
	const {running, most, longestMs} = {
		running: new Set<object>(),
		most: {count: 0},
		longestMs: {ms: 0},
	};
	const dial = async (): Promise<void> => {
		const end = await turns.take(new AbortController().signal);
		const work = {leftMs: 60};
		const startedMs = clock.monotonicMs();
		running.add(work);
		most.count = Math.max(most.count, running.size);
		while (work.leftMs > 0) {
			const sharers = running.size;
			await new Promise<void>(resolve => {
				clock.startTimer(10, resolve);
			});
			work.leftMs -= 10 / sharers;
		}

		running.delete(work);
		longestMs.ms = Math.max(longestMs.ms, clock.monotonicMs() - startedMs);
		end?.(true);
	};
	const all = Promise.all(Array.from({length: 200}, dial));
	await clock.advance(60_000);
	await all;
	expect(most.count).toBeLessThan(40);
	expect(longestMs.ms).toBeLessThan(5000);
});

it('one host that is far away lengthens no turn', async () => {
	const {clock, begun, ask, end} = asking(1);
	ask('far');
	await clock.advance(2000);
	end('far', true);
	ask('silent');
	ask('next');
	await clock.advance(250);
	expect(begun.at(-1)).toBe('next');
});
