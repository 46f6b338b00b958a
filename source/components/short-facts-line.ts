import type {NodeFigures} from '../domain/node-figures.ts';
import {loadColumn, temperatureColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {sizeText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {textColumn, textLine} from './detail-head.ts';

/** `     load 1.9 1.7 1.6 · 3.04 GiB of 7.87 GiB · 54°C`: what is known of it. */
export function shortFactsLine(figures: NodeFigures, columns: number, glyphs: Glyphs): ScreenLine {
	const facts = [
		...loadFact(figures, glyphs),
		...memoryFact(figures),
		...heatFact(figures, glyphs),
	];
	const text = joinSafe(facts, safe` ${glyphs.apart} `);
	return textLine(cutEnd(text, columns - 1 - textColumn, glyphs));
}

function loadFact({cpu: {load1, load5, load15}}: NodeFigures, glyphs: Glyphs): readonly Safe[] {
	const loads = [load1, load5, load15];
	return loads.some(load => load === undefined)
		? []
		: [
				safe`load ${joinSafe(
					loads.map(load => bare(loadColumn(load, glyphs))),
					safe` `,
				)}`,
			];
}

/** `3.04 of 7.87 GiB`, or `640 MiB of 7.87 GiB`. */
function memoryFact({memory}: NodeFigures): readonly Safe[] {
	if (memory?.usedBytes === undefined) {
		return [];
	}

	const [used = '', usedUnit] = sizeText(memory.usedBytes).split(' ');
	const [total = '', unit = ''] = sizeText(memory.totalBytes).split(' ');
	const first = usedUnit === unit ? used : sizeText(memory.usedBytes);
	return [clean(`${first} of ${total} ${unit}`)];
}

function heatFact({temperatures}: NodeFigures, glyphs: Glyphs): readonly Safe[] {
	const [first] = temperatures;
	const hottest = temperatures.reduce(
		(most, one) => (one.celsius > (most?.celsius ?? 0) ? one : most),
		first,
	);
	return hottest === undefined ? [] : [bare(temperatureColumn(hottest.celsius, glyphs))];
}

function bare(text: Safe): Safe {
	return clean(text.trim());
}
