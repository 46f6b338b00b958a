import type {RouteCandidate, RouteDecision, RouteTerms} from '../domain/routing.ts';
import type {Glyphs} from './glyphs.ts';
import {countText} from './number-text.ts';
import {rejectionText} from './route-rejection-text.ts';
import {penaltyWords, seconds} from './route-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {widthOf} from './width.ts';

const heads = [
	...[safe`NODE`, safe`WAIT`, safe`LOAD`, safe`PREFILL`, safe`DECODE`, safe`PENALTY`, safe`TOTAL`],
] as const;

/** A decision with all that it was made of, as lines: what `--explain` and `/why` show. */
export function routeTable(decision: RouteDecision, glyphs: Glyphs): readonly Safe[] {
	return [
		askedLine(decision, glyphs),
		...(decision.candidates.length === 0
			? []
			: [safe``, ...candidateLines(decision, glyphs), safe``, ...reasonLines(decision)]),
		...rejectedLines(decision),
	];
}

/** `qwen3:4b · 412 tokens in, about 300 out · resource-aware` */
function askedLine({model, promptTokens, outputTokens, mode}: RouteDecision, glyphs: Glyphs): Safe {
	const tokens = clean(countText(promptTokens, 'token'));
	const parts = [
		clean(model, {maxCharacters: 80}),
		safe`${tokens} in, about ${outputTokens} out`,
		clean(mode),
	];
	return joinSafe(parts, safe` ${glyphs.apart} `);
}

/** Numbers at the right edge of their columns; the words behind them are free. */
function candidateLines({candidates, chosen}: RouteDecision, glyphs: Glyphs): readonly Safe[] {
	const rows = candidates.map(candidate => cellsOf(candidate));
	const widths = heads.map((head, column) =>
		Math.max(widthOf(head), ...rows.map(cells => widthOf(cells[column] ?? safe``))),
	);
	const line = (mark: Safe, cells: readonly Safe[], note: Safe): Safe => {
		const columns = cells.map((cell, column) => {
			const gap = clean(' '.repeat((widths[column] ?? 0) - widthOf(cell)));
			return column === 0 ? safe`${cell}${gap}` : safe`${gap}${cell}`;
		});
		return clean(safe`${mark} ${joinSafe(columns, safe`  `)}   ${note}`.trimEnd());
	};
	return [
		line(safe` `, heads, safe``),
		...candidates.map((candidate, index) =>
			line(
				candidate.node === chosen?.node ? glyphs.cursor : safe` `,
				rows[index] ?? [],
				noteOf(candidate),
			),
		),
	];
}

function cellsOf({node, terms}: RouteCandidate): readonly Safe[] {
	return [
		clean(node),
		seconds(terms.waitS),
		seconds(terms.loadS + terms.evictionS),
		seconds(terms.prefillS),
		seconds(terms.decodeS),
		penaltyText(terms),
		seconds(terms.totalS),
	];
}

function penaltyText({factors}: RouteTerms): Safe {
	return clean(factors.reduce((product, {factor}) => product * factor, 1).toFixed(1));
}

/** `warm, 0 of 2 busy`, `on disk, little memory` */
function noteOf({isWarm, inFlight, slots, terms}: RouteCandidate): Safe {
	const busy = safe`${Math.min(inFlight, slots)} of ${slots} busy`;
	const parts = [
		...(isWarm ? [safe`warm`, busy] : [safe`on disk`, ...(inFlight === 0 ? [] : [busy])]),
		...(terms.evictionS > 0 ? [safe`others make room`] : []),
		...terms.factors.map(({reason}) => penaltyWords[reason]),
	];
	return joinSafe(parts, safe`, `);
}

function reasonLines({because, chosen, candidates}: RouteDecision): readonly Safe[] {
	const answers = candidates.reduce((sum, one) => sum + one.answers, 0);
	const sum = safe`total = sum of the four x penalty`;
	return [
		chosen === undefined || because === undefined
			? safe`  ${sum}`
			: safe`  ${sum}; ${reasons[because]}`,
		answers === 0
			? safe`  rates are guesses until the first answers`
			: safe`  rates from ${clean(countText(answers, 'earlier answer'))}`,
	];
}

const reasons: Readonly<Record<NonNullable<RouteDecision['because']>, Safe>> = {
	fastest: safe`the lowest wins`,
	rotation: safe`those within 10% of the lowest take turns`,
	affinity: safe`who knows the conversation keeps it`,
	leastLoaded: safe`the one with the least to do wins`,
	nextInTurn: safe`the one that waited longest wins`,
	onlyOne: safe`nobody else can`,
	asked: safe`it was asked for by name`,
};

/** Where one was asked for by name, nobody wonders about the others. */
function rejectedLines(decision: RouteDecision): readonly Safe[] {
	const rejected = decision.rejected.filter(({reason}) => reason !== 'notAsked');
	const width = Math.max(0, ...rejected.map(({node}) => node.length));
	return rejected.length === 0
		? []
		: [
				safe``,
				safe`  NOT ASKED`,
				...rejected.map(one => safe`  ${clean(one.node.padEnd(width))}   ${rejectionText(one)}`),
			];
}
