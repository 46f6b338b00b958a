import type {RejectedNode, RouteCandidate, RouteDecision, RouteTerms} from '../domain/routing.ts';
import type {Glyphs} from './glyphs.ts';
import {countText} from './number-text.ts';
import {rejectionText} from './route-rejection-text.ts';
import {penaltyWords, seconds} from './route-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {widthOf} from './width.ts';

/** Of the cells of a candidate. */
export const candidateHeads = [
	...[safe`NODE`, safe`WAIT`, safe`LOAD`, safe`PREFILL`, safe`DECODE`, safe`PENALTY`, safe`TOTAL`],
] as const;

/** A decision with all that it was made of, as lines: what `--explain` and `/why` show. */
export function routeTable(decision: RouteDecision, glyphs: Glyphs): readonly Safe[] {
	return [
		askedLine(decision, glyphs),
		...(decision.candidates.length === 0
			? []
			: [
					safe``,
					...candidateLines(decision, glyphs),
					safe``,
					...routeReasons(decision).map(reason => safe`  ${reason}`),
				]),
		...rejectedLines(decision),
	];
}

function askedLine(decision: RouteDecision, glyphs: Glyphs): Safe {
	return joinSafe(askedParts(decision), safe` ${glyphs.apart} `);
}

/** `qwen3:4b · 412 tokens in, about 300 out · resource-aware` */
export function askedParts({
	model,
	promptTokens,
	outputTokens,
	mode,
}: RouteDecision): readonly [model: Safe, tokens: Safe, mode: Safe] {
	const tokens = clean(countText(promptTokens, 'token'));
	return [
		clean(model, {maxCharacters: 80}),
		safe`${tokens} in, about ${outputTokens} out`,
		clean(mode),
	];
}

/** Numbers at the right edge of their columns; the words behind them are free. */
function candidateLines({candidates, chosen}: RouteDecision, glyphs: Glyphs): readonly Safe[] {
	const rows = candidates.map(candidate => candidateCells(candidate));
	const widths = candidateHeads.map((head, column) =>
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
		line(safe` `, candidateHeads, safe``),
		...candidates.map((candidate, index) =>
			line(
				candidate.node === chosen?.node ? glyphs.cursor : safe` `,
				rows[index] ?? [],
				joinSafe(candidateNotes(candidate), safe`, `),
			),
		),
	];
}

/** Its name, then each of its terms, the penalties as one, and their total. */
export function candidateCells({node, terms}: RouteCandidate): readonly Safe[] {
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
export function candidateNotes({isWarm, inFlight, slots, terms}: RouteCandidate): readonly Safe[] {
	const busy = safe`${Math.min(inFlight, slots)} of ${slots} busy`;
	return [
		...(isWarm ? [safe`warm`, busy] : [safe`on disk`, ...(inFlight === 0 ? [] : [busy])]),
		...(terms.evictionS > 0 ? [safe`others make room`] : []),
		...terms.factors.map(({reason}) => penaltyWords[reason]),
	];
}

/** What the total is, and where its terms come from. */
export function routeReasons({
	because,
	chosen,
	candidates,
}: RouteDecision): readonly [sum: Safe, rates: Safe] {
	const answers = candidates.reduce((sum, one) => sum + one.answers, 0);
	const sum = safe`total = sum of the four x penalty`;
	return [
		chosen === undefined || because === undefined ? sum : safe`${sum}; ${reasons[because]}`,
		answers === 0
			? safe`rates are guesses until the first answers`
			: safe`rates from ${clean(countText(answers, 'earlier answer'))}`,
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
export function toldRejections({rejected}: RouteDecision): readonly RejectedNode[] {
	return rejected.filter(({reason}) => reason !== 'notAsked');
}

function rejectedLines(decision: RouteDecision): readonly Safe[] {
	const rejected = toldRejections(decision);
	const width = Math.max(0, ...rejected.map(({node}) => node.length));
	return rejected.length === 0
		? []
		: [
				safe``,
				safe`  NOT ASKED`,
				...rejected.map(one => safe`  ${clean(one.node.padEnd(width))}   ${rejectionText(one)}`),
			];
}
