import type {Why, WhyCommand} from '../domain/why.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {causeText, whyCommandText, whyFactLabel, whyFactTexts} from '../theme/why-text.ts';
import {type DetailHead, detailHead, textColumn, textWidth} from './detail-head.ts';
import {cutEnd, cutMiddle} from '../theme/width.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** Why a node is in its state. */
export type WhyCard = {
	readonly head: DetailHead;
	/** What the row of the node says of it: its label, or why there are no values. */
	readonly state: Safe;
	readonly why: Why;
	/** Of the node, raw. */
	readonly name: string;
};

const valueColumn = 19;
const commandColumn = 7;
const longestName = 40;

/** The whole card, its hairline first: state, facts, the cause, then what to type to look further. */
export function whyLines(
	{head, state, why, name}: WhyCard,
	{columns, isAiry}: {readonly columns: number; readonly isAiry: boolean},
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const gap: readonly ScreenLine[] = isAiry ? [{pieces: []}] : [];
	const width = textWidth(columns) - (valueColumn - textColumn);
	const facts = why.facts.flatMap(fact =>
		labelled(
			clean(whyFactLabel(fact)),
			whyFactTexts(fact).flatMap(text => wrapWords(clean(text, {maxCharacters: 1000}), width)),
		),
	);
	const cause = wrapWords(clean(causeText(why.cause), {maxCharacters: 1000}), width);
	const commands = commandLines(why.commands, {name, columns}, glyphs);
	return [
		detailHead(head, columns, glyphs),
		line([
			{
				column: textColumn,
				pieces: [{text: cutEnd(state, textWidth(columns), glyphs), isStrong: true}],
			},
		]),
		...gap,
		...facts,
		...(facts.length === 0 ? [] : gap),
		...labelled(safe`cause`, cause),
		...commands.flatMap(block => [...gap, ...block]),
	];
}

/** Each on a line of its own, as far left as there is room, so that it is copied whole. */
function commandLines(
	commands: readonly WhyCommand[],
	{name, columns}: {readonly name: string; readonly columns: number},
	glyphs: Glyphs,
): ReadonlyArray<readonly ScreenLine[]> {
	const width = columns - 1 - commandColumn;
	return (['node', 'here'] as const).flatMap(where => {
		const texts = commands
			.filter(command => command.where === where)
			.flatMap(command => wrapWords(clean(whyCommandText(command)), width));
		const place =
			where === 'here'
				? safe`here`
				: safe`on ${cutMiddle(clean(name, {maxCharacters: 200}), longestName, glyphs)}`;
		const title: Piece = {text: safe`to look further, ${place}`, tone: 'dim'};
		return texts.length === 0
			? []
			: [
					[
						line([{column: textColumn, pieces: [title]}]),
						...texts.map(text => line([{column: commandColumn, pieces: [{text}]}])),
					],
				];
	});
}

/** The label beside the first line of the text. */
function labelled(label: Safe, texts: readonly Safe[]): readonly ScreenLine[] {
	return texts.map((text, index) => {
		const first: readonly Spot[] =
			index === 0 ? [{column: textColumn, pieces: [{text: label, tone: 'dim'}]}] : [];
		return line([...first, {column: valueColumn, pieces: [{text}]}]);
	});
}

function line(spots: readonly Spot[]): ScreenLine {
	return {pieces: placePieces(spots)};
}
