import type {MouseReport} from '../domain/mouse.ts';
import {mouseReport} from './mouse-input.ts';
import {
	controlSequence,
	meaningOf,
	openControlSequence,
	stringIntroducer,
} from './terminal-replies.ts';

/** A part of what came from the terminal. `keys` and `pasted` pass as they are; a paste has its brackets. */
export type InputPiece =
	| {readonly kind: 'keys'; readonly text: string}
	/** `isLast`: the paste ends with it. */
	| {readonly kind: 'pasted'; readonly text: string; readonly isLast: boolean}
	| {readonly kind: 'mouse'; readonly report: MouseReport};

export type InputSplitter = {
	/** The pieces that are whole now, in order. They do not depend on how the text is split into reads. */
	readonly push: (text: string) => readonly InputPiece[];
	/** How long to wait for the rest of what is begun; undefined: nothing is. */
	readonly patienceMs: () => number | undefined;
	/** Nothing came in that time: a key is one then, and half a report is nothing. */
	readonly giveUp: () => readonly InputPiece[];
	/** Nothing more comes, as the terminal is another program's now: a paste ends here, for who reads it too. */
	readonly stop: () => readonly InputPiece[];
	/** The end of a paste has not come yet. */
	readonly isPasting: () => boolean;
};

/** `ESC` alone is a key, and so is `alt-[`; a terminal writes its reports in one go. */
const keyPatienceMs = 25;
/** What no key begins with: its rest may be in the next packet. */
const reportPatienceMs = 1000;

const esc = '\u001b';
const bell = '\u0007';
const pasteStart = '[200~';
const pasteEnd = `${esc}[201~`;
/** A report without numbers: three characters follow. Those of old terminals are not understood, only kept from the keys. */
const oldMouse = /^\[M.{3}/s;
const oldMouseBegun = /^\[M.{0,2}$/s;
/** rxvt ends some keys in `$`, which for all others is only the last byte but one. */
const rxvtKey = /^\[[235678]\$$/;

type Mode = 'keys' | 'paste' | 'string';
/** `write` goes to who reads keys. */
type Step = {readonly take: number; readonly write?: InputPiece; readonly mode?: Mode};

/** Takes what the terminal reports out of what a person types. */
export function createInputSplitter(): InputSplitter {
	let mode: Mode = 'keys';
	let held = '';
	/** The last characters of a paste: its end may be split. */
	let tail = '';

	function step(rest: string): Step | 'incomplete' {
		switch (mode) {
			case 'paste':
				return pasteStep(rest, tail);
			case 'string':
				return stringStep(rest);
			default:
				return rest.startsWith(esc) ? escapeStep(rest) : textStep(rest);
		}
	}

	function giveUp(): readonly InputPiece[] {
		const given = held;
		const isKey = mode === 'keys' && mayBeKey(given);
		held = '';
		mode = mode === 'string' ? 'keys' : mode;
		return isKey ? [{kind: 'keys', text: given}] : [];
	}

	return {
		push(text) {
			const pieces: InputPiece[] = [];
			let rest = held + text;
			held = '';
			while (rest !== '') {
				const next = step(rest);
				if (next === 'incomplete') {
					held = rest;
					break;
				}

				tail = mode === 'paste' ? (tail + rest.slice(0, next.take)).slice(1 - pasteEnd.length) : '';
				mode = next.mode ?? mode;
				rest = rest.slice(next.take);
				if (next.write !== undefined) {
					pieces.push(next.write);
				}
			}

			return pieces;
		},
		patienceMs() {
			if (mode === 'string') {
				return reportPatienceMs;
			}

			return held === '' ? undefined : mayBeKey(held) ? keyPatienceMs : reportPatienceMs;
		},
		giveUp,
		stop() {
			if (mode !== 'paste') {
				return giveUp();
			}

			mode = 'keys';
			tail = '';
			return [{kind: 'pasted', text: pasteEnd, isLast: true}];
		},
		isPasting: () => mode === 'paste',
	};
}

/** A key by itself, as what begins a report too: `esc`, `alt-[`, `alt-]`. */
function mayBeKey(text: string): boolean {
	return text !== '' && (text.length <= 2 || rxvtKey.test(text.slice(1)));
}

function keys(text: string): Step {
	return {take: text.length, write: {kind: 'keys', text}};
}

function textStep(rest: string): Step {
	const end = rest.indexOf(esc);
	return keys(end < 0 ? rest : rest.slice(0, end));
}

function escapeStep(rest: string): Step | 'incomplete' {
	const body = rest.slice(1);
	if (body === '') {
		return 'incomplete';
	}

	if (body.startsWith('[')) {
		return controlStep(rest, body);
	}

	if (stringIntroducer.test(body)) {
		return body.length === 1 ? 'incomplete' : introducerStep(rest);
	}

	// Another escape begins anew; all else with one before it is a key with alt.
	return keys(body.startsWith(esc) ? esc : esc + String.fromCodePoint(body.codePointAt(0) ?? 0));
}

/** Nobody types a character so soon after `alt-]`: it is the terminal that talks. */
function introducerStep(rest: string): Step {
	const introducer = rest.slice(0, 2);
	return /^\p{Cc}/u.test(rest.slice(2)) ? keys(introducer) : {take: 2, mode: 'string'};
}

function controlStep(rest: string, body: string): Step | 'incomplete' {
	if (body.startsWith(pasteStart)) {
		const text = esc + pasteStart;
		return {take: text.length, write: {kind: 'pasted', text, isLast: false}, mode: 'paste'};
	}

	if (oldMouse.test(body)) {
		return {take: 6};
	}

	if (oldMouseBegun.test(body) || openControlSequence.test(body)) {
		return 'incomplete';
	}

	const found = controlSequence.exec(body);
	if (found === null) {
		return brokenStep(rest);
	}

	const [whole, parameters = '', intermediate = '', final = ''] = found;
	const meaning = meaningOf(parameters, intermediate, final);
	const take = whole.length + 1;
	switch (meaning.kind) {
		case 'mouse': {
			const report = mouseReport(meaning.numbers, meaning.final);
			return report === undefined ? {take} : {take, write: {kind: 'mouse', report}};
		}
		case 'reply':
			return {take};
		default:
			return keys(rest.slice(0, take));
	}
}

/** Something that cannot go on as it began: what was begun is nobody's, unless it is `alt-[`. */
function brokenStep(rest: string): Step {
	const [begun = ''] = /^.\[[0-?]{0,64}[ -/]{0,4}/su.exec(rest) ?? [];
	return begun.length <= 2 ? keys(begun) : {take: begun.length};
}

/** A string of the terminal ends in BEL or `ESC \`. Any other control is none of it, and a key: Ctrl-C always works. */
function stringStep(rest: string): Step | 'incomplete' {
	const end = rest.search(/\p{Cc}/u);
	if (end < 0) {
		return {take: rest.length};
	}

	if (rest.startsWith(bell, end)) {
		return {take: end + 1, mode: 'keys'};
	}

	if (!rest.startsWith(esc, end)) {
		return {take: end, mode: 'keys'};
	}

	if (end + 1 === rest.length) {
		return end === 0 ? 'incomplete' : {take: end};
	}

	return {take: rest.startsWith('\\', end + 1) ? end + 2 : end, mode: 'keys'};
}

function pasteStep(rest: string, tail: string): Step {
	const end = (tail + rest).indexOf(pasteEnd);
	if (end < 0) {
		return {take: rest.length, write: {kind: 'pasted', text: rest, isLast: false}};
	}

	const text = rest.slice(0, end + pasteEnd.length - tail.length);
	return {take: text.length, write: {kind: 'pasted', text, isLast: true}, mode: 'keys'};
}
