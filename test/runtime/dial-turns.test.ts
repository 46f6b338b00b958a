import {expect, it} from 'vitest';
import {createDialTurns} from '../../source/runtime/dial-turns.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/** Dials by name that take a turn and end it by hand. */
function asking(atOnce: number) {
	const clock = new FakeClock();
	const turns = createDialTurns({clock, atOnce, turnMs: 250});
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
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
	return {clock, begun, ask, end: (name: string) => ends.get(name)?.()};
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
