import type {Conversation} from '../domain/conversation.ts';

/** A place in a conversation where all words were found. */
export type ConversationHit = {
	/** The turn, whether it is followed or not; undefined: it is the title. */
	readonly turn: string | undefined;
	readonly where: 'title' | 'question' | 'answer';
	/** One line around the first word. */
	readonly before: string;
	readonly match: string;
	readonly after: string;
};

const shownBefore = 30;
const shownAfter = 120;

/** Words as they are meant: none of them is a pattern, and case does not count. */
export function wordPatterns(words: readonly string[]): readonly RegExp[] {
	return words
		.filter(word => word !== '')
		.map(word => new RegExp(word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'iu'));
}

/**
 * Where all words stand in the same text, in the order of what was said; the title first. What a model only thought is
 * not looked at.
 */
export function hitsIn(
	{title, turns, others}: Conversation,
	patterns: readonly RegExp[],
): readonly ConversationHit[] {
	const inTitle = hit(title, patterns);
	const inTurns = [...turns, ...others].flatMap(({id, question, answer}) => [
		...hit(question.content, patterns).map(
			found => ({...found, turn: id, where: 'question'}) as const,
		),
		...hit(answer.content, patterns).map(found => ({...found, turn: id, where: 'answer'}) as const),
	]);
	return [
		...inTitle.map(found => ({...found, turn: undefined, where: 'title'}) as const),
		...inTurns,
	];
}

type Found = Pick<ConversationHit, 'before' | 'match' | 'after'>;

/** One at most. */
function hit(text: string, patterns: readonly RegExp[]): readonly Found[] {
	const [first, ...others] = patterns;
	const found = first?.exec(text);
	if (found === null || found === undefined || !others.every(pattern => pattern.test(text))) {
		return [];
	}

	const [match] = found;
	const end = found.index + match.length;
	const from = Math.max(0, found.index - shownBefore);
	return [
		{
			before: (from > 0 ? '…' : '') + oneLine(text.slice(from, found.index)).trimStart(),
			match: oneLine(match),
			after:
				oneLine(text.slice(end, end + shownAfter)).trimEnd() +
				(end + shownAfter < text.length ? '…' : ''),
		},
	];
}

function oneLine(text: string): string {
	return text.toWellFormed().replaceAll(/\s+/g, ' ');
}
