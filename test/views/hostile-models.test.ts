/** The scenes that test/terminal/hostile.test.ts shows on a real terminal: that each of them shows what it is about. */
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {frameOf} from '../helpers/frame.tsx';
import {hostileText} from '../helpers/hostile-corpus.ts';
import {hostileModelScenes} from '../helpers/hostile-model-scenes.ts';

const sizes = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
];
const scenes = hostileModelScenes();
const words = Array.from({length: 1000}, (_, index) => `q${index}`);

function inTurn(texts: readonly string[]): () => string {
	let told = 0;
	return () => {
		told += 1;
		return texts[told % texts.length] ?? '';
	};
}

it.each(sizes)('every screen of models draws words from outside at $columns x $rows', size => {
	const mute = scenes.flatMap((scene, place) => {
		const lines = frameOf(scene(inTurn(words)), size);
		// The first line has the name of the rack.
		const hasWords = lines.slice(1).some(line => /q\d/.test(line));
		const isBroken = lines.some(line => /cannot be drawn/.test(line));
		return hasWords && !isBroken ? [] : [`${place}:\n${lines.join('\n')}`];
	});
	expect(mute).toEqual([]);
});

it('no text from outside breaks a screen of models', () => {
	const [size = {columns: 80, rows: 24}] = sizes;
	const scene = fc.constantFrom(...scenes);
	fc.assert(
		fc.property(scene, fc.array(hostileText, {minLength: 1, maxLength: 20}), (drawn, texts) => {
			const lines = frameOf(drawn(inTurn(texts)), size);
			expect(lines.length).toBe(size.rows);
			expect(lines.join('\n')).not.toContain('cannot be drawn');
		}),
		{numRuns: 60},
	);
});
