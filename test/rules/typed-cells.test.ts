import {expect, it} from 'vitest';
import {charactersIn} from '../../source/rules/draft-characters.ts';
import {typedCells} from '../../source/rules/typed-cells.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

function drawnCells(text: string): number {
	return widthOf(clean(text));
}

it('what is mostly typed is as wide as it is drawn', () => {
	const text = 'Größe: 100 % – “naïve” Ωμέγα Москва 漢字かなカナ 한국어 👍 👩‍👧 🇩🇪 → • … e\u0301';
	for (const character of charactersIn(text)) {
		expect([character, typedCells(character)]).toEqual([character, drawnCells(character)]);
	}
});

it('no character is drawn wider than it was counted', () => {
	const wider: string[] = [];
	for (let code = 0x20; code < 0x1_10000; code += 17) {
		const character = String.fromCodePoint(code);
		if (typedCells(character) < drawnCells(character)) {
			wider.push(code.toString(16));
		}
	}

	expect(wider).toEqual([]);
	for (const {text} of hostileCorpus) {
		for (const character of charactersIn(text.slice(0, 2000).replaceAll(/[\t\n]/g, ''))) {
			expect([character, typedCells(character) >= drawnCells(character)]).toEqual([
				character,
				true,
			]);
		}
	}
});
