import fc from 'fast-check';
import {expect, it} from 'vitest';
import {frameOf} from './frame.tsx';
import {hostileText} from './hostile-corpus.ts';
import type {Scene} from './hostile-rack.ts';

const small = {columns: 80, rows: 24};
const sizes = [small, {columns: 120, rows: 40}];
const words = Array.from({length: 1000}, (_, index) => `q${index}`);

/** What test/terminal/hostile.test.ts shows on a real terminal: that each scene shows what it is about, and none breaks. */
export function itDrawsFromOutside(what: string, scenes: readonly Scene[]): void {
	it.each(sizes)(`every screen of ${what} draws words from outside at $columns x $rows`, size => {
		const mute = scenes.flatMap((scene, place) => {
			const lines = frameOf(scene(inTurn(words)), size);
			// The first line has the name of the rack.
			const hasWords = lines.slice(1).some(line => /q\d/.test(line));
			const isBroken = lines.some(line => /cannot be drawn/.test(line));
			return hasWords && !isBroken ? [] : [`${place}:\n${lines.join('\n')}`];
		});
		expect(mute).toEqual([]);
	});

	it(`no text from outside breaks a screen of ${what}`, () => {
		const scene = fc.constantFrom(...scenes);
		fc.assert(
			fc.property(scene, fc.array(hostileText, {minLength: 1, maxLength: 20}), (drawn, texts) => {
				const lines = frameOf(drawn(inTurn(texts)), small);
				expect(lines.length).toBe(small.rows);
				expect(lines.join('\n')).not.toContain('cannot be drawn');
			}),
			{numRuns: 60},
		);
	});
}

function inTurn(texts: readonly string[]): () => string {
	let told = 0;
	return () => {
		told += 1;
		return texts[told % texts.length] ?? '';
	};
}
