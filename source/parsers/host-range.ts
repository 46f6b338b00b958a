/**
 * Names with numbers in brackets, as Slurm and pdsh write them:
 *
 *     pi-worker[1-3]        pi-worker1 pi-worker2 pi-worker3
 *     n[008-010]            n008 n009 n010
 *     r[1-2]gpu[1,5-6]      r1gpu1 r1gpu5 r1gpu6 r2gpu1 r2gpu5 r2gpu6
 *
 * The count is worked out from the bounds, so `[1-999999999]` costs nothing until somebody asks for its names.
 * https://slurm.schedmd.com/scontrol.html (hostlist expressions)
 */
export type HostRange = {
	readonly count: number;
	/** Every name in order, the last bracket counting fastest. The caller has looked at `count`. */
	readonly expand: () => readonly string[];
};

export type HostRangeResult =
	| ({readonly ok: true} & HostRange)
	/** The rest of a sentence: `the range "3-1" runs backwards`. */
	| {readonly ok: false; readonly reason: string};

const mostBrackets = 4;

export function parseHostRange(text: string): HostRangeResult {
	const pieces = text.split(/\[([^[\]]*)\]/);
	if (pieces.length > 2 * mostBrackets + 1) {
		return {ok: false, reason: `more than ${mostBrackets} brackets`};
	}

	const parts: Part[] = [];
	for (const [index, piece] of pieces.entries()) {
		const part = index % 2 === 0 ? literalPart(piece) : bracketPart(piece);
		if ('reason' in part) {
			return {ok: false, reason: part.reason};
		}

		parts.push(part);
	}

	const count = parts.reduce((product, part) => product * part.count, 1);
	return {ok: true, count, expand: () => expandParts(parts)};
}

/** How many nodes a configuration may have in all. */
export const mostNodes = 10_000;

/** The names; none where the text is no range or means more than `mostNodes`. */
export function expandHostRange(text: string): readonly string[] {
	const range = parseHostRange(text);
	return range.ok && range.count <= mostNodes ? range.expand() : [];
}

type Part = {readonly count: number; readonly texts: () => readonly string[]};
type Refusal = {readonly reason: string};

function literalPart(text: string): Part | Refusal {
	return /[[\]]/.test(text)
		? {reason: 'a bracket without its partner'}
		: {count: 1, texts: () => [text]};
}

function bracketPart(list: string): Part | Refusal {
	const parts: Part[] = [];
	for (const item of list.split(',')) {
		const part = itemPart(item.trim());
		if ('reason' in part) {
			return part;
		}

		parts.push(part);
	}

	return {
		count: parts.reduce((sum, part) => sum + part.count, 0),
		texts: () => parts.flatMap(part => part.texts()),
	};
}

function itemPart(item: string): Part | Refusal {
	const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(item) ?? [];
	if (first === undefined || last === undefined) {
		return {reason: 'brackets hold numbers such as [1-3] or [1,3,5-7]'};
	}

	const from = Number(first);
	const to = Number(last);
	if (to < from) {
		return {reason: `the range [${item}] runs backwards`};
	}

	if (last.startsWith('0') && last.length !== first.length) {
		return {reason: `the numbers of [${item}] are padded to different widths`};
	}

	const width = first.startsWith('0') ? first.length : 0;
	const count = to - from + 1;
	return {
		count,
		texts: () => Array.from({length: count}, (_, index) => `${from + index}`.padStart(width, '0')),
	};
}

function expandParts(parts: readonly Part[]): readonly string[] {
	return parts.reduce<readonly string[]>(
		(heads, part) => {
			const tails = part.texts();
			return heads.flatMap(head => tails.map(tail => head + tail));
		},
		[''],
	);
}
