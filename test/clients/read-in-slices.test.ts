import {expect, it} from 'vitest';
import {readInSlices} from '../../source/clients/read-in-slices.ts';

const long = Array.from({length: 20_000}, (_, index) => `line ${index}\n`).join('');

/** Reading a piece takes two milliseconds; turns are taken by hand. */
class SlowReader {
	readonly pieces: string[] = [];
	#nowMs = 0;
	#turn: (() => void) | undefined;
	readonly slices = readInSlices(
		{
			wallMs: () => 0,
			monotonicMs: () => this.#nowMs,
			startTimer: (_, callback) => {
				this.#turn = callback;
				return () => {
					this.#turn = undefined;
				};
			},
		},
		bytes => {
			this.#nowMs += 2;
			this.pieces.push(bytes);
		},
	);

	/** Whether there was anything to do. */
	takeTurn(): boolean {
		const turn = this.#turn;
		this.#turn = undefined;
		turn?.();
		return turn !== undefined;
	}
}

it('a short answer is read without waiting', async () => {
	const {slices, pieces} = new SlowReader();
	slices.push('a job');
	await slices.end();
	expect(pieces).toEqual(['a job']);
});

it('however much comes at once, others have a turn after some milliseconds, and nothing is lost', async () => {
	const reader = new SlowReader();
	reader.slices.push(long);
	reader.slices.push('the last');
	expect(reader.pieces).toEqual([]);
	const ended = reader.slices.end();
	const counts: number[] = [];
	for (let before = 0; reader.takeTurn(); before = reader.pieces.length) {
		counts.push(reader.pieces.length - before);
	}

	await ended;
	expect(counts.length).toBeGreaterThan(4);
	expect(Math.max(...counts)).toBe(2);
	expect(reader.pieces.join('')).toBe(`${long}the last`);
});

it('what is not wanted any more is not read', () => {
	const reader = new SlowReader();
	reader.slices.push(long);
	reader.slices.stop();
	expect(reader.takeTurn()).toBe(false);
	expect(reader.pieces).toEqual([]);
});
