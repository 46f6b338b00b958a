import {labelledFacts} from '../components/labelled-lines.ts';
import {textLine, textWidth} from '../components/detail-head.ts';
import {wrapWords} from '../components/wrap-words.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import type {ShownModel} from '../domain/ollama.ts';
import {speedsOf, wishOf} from '../store/model-facts.ts';
import type {ModelRow} from '../store/model-rows.ts';
import type {State} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, cleanLines, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {speedColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {ModelsPicture} from './models-table.ts';

const shortName = {maxCharacters: 60};

/** Its digest, whether as many nodes have it as should, and how fast it answers where. */
export function modelFactLines(
	row: ModelRow,
	{state, profile}: ModelsPicture,
	columns: number,
): readonly ScreenLine[] {
	const {apart} = profile.glyphs;
	return labelledFacts(
		[
			[safe`digest`, digestText(row, apart)],
			[safe`wanted`, wantedText(row, state, apart)],
			[safe`speed`, speedText(row, state, profile.glyphs)],
		],
		columns,
	);
}

function digestText({shelf}: ModelRow, apart: Safe): Safe | undefined {
	const digest = shelf.model?.digest;
	if (digest === undefined) {
		return undefined;
	}

	const others = [...shelf.copies].filter(([, {isOther}]) => isOther);
	const same = shelf.have === 1 ? safe`on 1 node` : safe`the same on ${shelf.have} nodes`;
	const text = safe`${clean(digest.slice(0, 12))} ${apart} ${same}`;
	const named = others
		.slice(0, 3)
		.map(
			([node, {installed}]) =>
				safe`${clean(installed.digest.slice(0, 12))} on ${clean(node, shortName)}`,
		);
	const more = others.length - named.length;
	return others.length === 0
		? text
		: safe`${text} ${apart} ${joinSafe(named, safe`, `)}${more > 0 ? safe` and ${more} more` : safe``}`;
}

function wantedText(row: ModelRow, state: State, apart: Safe): Safe | undefined {
	const {shelf} = row;
	const wish = wishOf(state, row);
	if (wish === undefined) {
		return undefined;
	}

	const {replicas, tags, nodes} = wish;
	const where = [
		...(tags.length === 0 ? [] : [safe`tag ${clean(tags.join(', '), shortName)}`]),
		...(nodes.length === 0 ? [] : [safe`on ${clean(nodes.join(', '), {maxCharacters: 200})}`]),
	];
	const count =
		replicas === undefined
			? safe`everywhere`
			: replicas === 1
				? safe`1 replica`
				: safe`${replicas} replicas`;
	const short = replicas === undefined ? 0 : Math.max(0, replicas - shelf.have);
	const todo = short === 0 ? safe`nothing to do` : safe`${short} short`;
	return joinSafe(
		[joinSafe([count, ...where], safe`, `), safe`${shelf.have} there`, todo],
		safe` ${apart} `,
	);
}

const mostSpeeds = 4;

/** `164 tok/s on gpu-02 · 4.2 tok/s on pi-worker3` */
function speedText(row: ModelRow, state: State, glyphs: Glyphs): Safe | undefined {
	const shown = speedsOf(state, row)
		.slice(0, mostSpeeds)
		.map(({node, tokensPerSecond}) => {
			const speed = clean(speedColumn(tokensPerSecond, glyphs).trim());
			return safe`${speed} on ${clean(node, shortName)}`;
		});
	return shown.length === 0 ? undefined : joinSafe(shown, safe` ${glyphs.apart} `);
}

const mostTextLines = 200;

/** What the model says of itself, where there is room for it. */
export function modelTextLines(told: Loadable<ShownModel>, columns: number): readonly ScreenLine[] {
	const shown = loadedValue(told);
	if (shown === undefined) {
		return told.state === 'failed'
			? [textLine(clean(failureText(told.failure)))]
			: told.state === 'loading'
				? [textLine(safe`asking for the rest`)]
				: [];
	}

	const part = (label: Safe, text: string | undefined): readonly ScreenLine[] =>
		text === undefined || text.trim() === ''
			? []
			: [
					{pieces: []},
					textLine(label),
					...cleanLines(text.slice(0, 20_000))
						.slice(0, mostTextLines)
						.flatMap(line => (line === '' ? [line] : wrapWords(line, textWidth(columns))))
						.map(textLine),
				];
	return [
		...labelledFacts(
			[[safe`can`, shown.capabilities && clean(shown.capabilities.join(', '))]],
			columns,
		),
		...part(safe`PARAMETERS`, shown.parameters),
		...part(safe`SYSTEM`, shown.system),
		...part(safe`TEMPLATE`, shown.template),
		...part(safe`LICENCE`, shown.license),
	];
}
