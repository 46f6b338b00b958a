import type {ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';

/** What says by itself what it is. */
const namesItself: ReadonlySet<string> = new Set([
	...['ID', 'NAME', 'STATE', 'WHERE', 'WHERE, OR WHY NOT', 'NODE', 'PARTITION', 'JOBS, OR WHY NOT'],
	'MODEL',
]);

/** A text, without the blanks around it, and the cells that it has: from the first to the one behind the last. */
type Word = {readonly text: Safe; readonly from: number; readonly to: number};

export type PlainRowLook = {
	/** What stands where there is no value. */
	readonly absent: Safe;
	/** Heads that this table can do without, beside the usual ones. */
	readonly obvious?: readonly string[];
};

/**
 * A row of a table as it is read aloud: each value with the head that stands over it, where it needs one.
 * `4711, train-llm, user alice, running, time 2 h 14 m, limit 8 h, gpu-01`
 */
export function plainRow(
	head: ScreenLine,
	row: ScreenLine,
	{absent, obvious = []}: PlainRowLook,
): Safe {
	const heads = wordsOf(head).filter(({text}) => !obvious.includes(text));
	const said = wordsOf(row).filter(({text}) => text !== absent);
	return joinSafe(
		said.map(word => named(word, heads)),
		safe`, `,
	);
}

/** Heads stand left over text and right over numbers. */
function named({text, from, to}: Word, heads: readonly Word[]): Safe {
	const over = heads.find(head => head.from === from || head.to === to);
	return over === undefined || namesItself.has(over.text)
		? text
		: safe`${clean(over.text.toLowerCase())} ${text}`;
}

function wordsOf({pieces}: ScreenLine): readonly Word[] {
	const words: Word[] = [];
	let column = 0;
	for (const {text, tone} of pieces) {
		const from = column;
		column += widthOf(text);
		const trimmed = clean(text.trim().replaceAll(/ {2,}/g, ' '));
		if (trimmed !== '' && tone !== 'rule' && tone !== 'bar') {
			const [before = ''] = /^ */.exec(text) ?? [];
			const [after = ''] = / *$/.exec(text) ?? [];
			words.push({text: trimmed, from: from + before.length, to: column - after.length});
		}
	}

	return words;
}
