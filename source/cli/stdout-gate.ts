import {isOurControl, isOurEscape} from './terminal-sequences.ts';

/** `plain`: text, line feeds and tabs, for output that is no screen. `screen`: text and our own sequences. */
export type GateProfile = 'plain' | 'screen';

export type GateViolations = {
	readonly count: number;
	/** The first piece that was dropped, escaped as in JSON and cut; undefined while there is none. */
	readonly first: string | undefined;
};

export type StdoutGate = {
	/** What of the text may be written now. An unfinished sequence is held back until its rest comes. */
	readonly push: (text: string) => string;
	/** What is left when nothing more comes. */
	readonly end: () => string;
	/** Lets one clipboard copy (OSC 52) through: the next one, and only with exactly this payload. */
	readonly permitCopy: (base64: string) => void;
	/** Lets one bell through: the next one. */
	readonly permitBell: () => void;
	readonly violations: () => GateViolations;
};

/** Our longest sequence is a style of a few colours. */
const longestControl = 128;
const longestDescription = 40;
const bell = '\u0007';

const stops = {plain: /[\p{Cc}\p{Cs}]/gu, screen: /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu};
/** SI: letters are G0 again. */
const allowedCharacters = {plain: '\n\t', screen: '\n\r\u000f'};

/**
 * The last gate before the terminal, behind `clean`: lets nothing through but text and the sequences that we write
 * ourselves, and drops the rest. The result does not depend on how the text is split into writes.
 *
 * Of a string (OSC, DCS, APC, PM, SOS) only its introducer is dropped: the rest is then text, so that one without an
 * end swallows nothing of ours.
 */
export function createStdoutGate(profile: GateProfile): StdoutGate {
	let held = '';
	let permittedCopy: string | undefined;
	let isBellPermitted = false;
	let count = 0;
	let first: string | undefined;

	function drop(piece: string): Step {
		count += 1;
		first ??= JSON.stringify(piece.slice(0, longestDescription));
		return {take: piece.length, write: ''};
	}

	function step(rest: string): Step | 'incomplete' {
		if (rest.startsWith('\u001b') && profile === 'screen') {
			const copy = copyStep(rest, permittedCopy);
			if (copy !== undefined) {
				permittedCopy = copy === 'incomplete' ? permittedCopy : undefined;
				return copy;
			}

			return sequenceStep(rest, drop);
		}

		if (rest.startsWith(bell) && isBellPermitted) {
			isBellPermitted = false;
			return {take: bell.length, write: bell};
		}

		return characterStep(rest, profile) ?? drop(rest.slice(0, 1));
	}

	return {
		push(text) {
			const input = held + text;
			held = '';
			let output = '';
			let position = 0;
			while (position < input.length) {
				const stop = nextStop(input, position, stops[profile]);
				output += input.slice(position, stop);
				position = stop;
				if (position < input.length) {
					const next = step(input.slice(position));
					if (next === 'incomplete') {
						held = input.slice(position);
						break;
					}

					output += next.write;
					position += next.take;
				}
			}

			return output;
		},
		end() {
			const rest = held;
			held = '';
			if (rest !== '') {
				drop(rest);
			}

			return '';
		},
		permitCopy(base64) {
			permittedCopy = `\u001b]52;c;${base64}`;
		},
		permitBell() {
			isBellPermitted = profile === 'screen';
		},
		violations: () => ({count, first}),
	};
}

type Step = {readonly take: number; readonly write: string};

function nextStop(input: string, position: number, pattern: RegExp): number {
	pattern.lastIndex = position;
	return pattern.exec(input)?.index ?? input.length;
}

/** Undefined when this is not the copy that was permitted. */
function copyStep(rest: string, permitted: string | undefined): Step | 'incomplete' | undefined {
	if (permitted === undefined) {
		return undefined;
	}

	for (const whole of [`${permitted}\u0007`, `${permitted}\u001b\\`]) {
		if (rest.startsWith(whole)) {
			return {take: whole.length, write: whole};
		}

		if (rest.length > 1 && whole.startsWith(rest)) {
			return 'incomplete';
		}
	}

	return undefined;
}

function sequenceStep(rest: string, drop: (piece: string) => Step): Step | 'incomplete' {
	const body = rest.slice(1, longestControl);
	const [control] = /^\[[0-?]*[ -/]*[@-~]/.exec(body) ?? [];
	if (control !== undefined) {
		const sequence = rest.slice(0, control.length + 1);
		return isOurControl(control.slice(1))
			? {take: sequence.length, write: sequence}
			: drop(sequence);
	}

	if (rest.length < longestControl && /^(?:\[[0-?]*)?[ -/]*$/.test(body)) {
		return 'incomplete';
	}

	const [other] = /^[ -/]{0,4}[0-~]/.exec(body) ?? [''];
	const found = rest.slice(0, other.length + 1);
	return isOurEscape(other) ? {take: found.length, write: found} : drop(found);
}

/** Undefined for a character that may not pass. */
function characterStep(rest: string, profile: GateProfile): Step | 'incomplete' | undefined {
	const character = rest.slice(0, 1);
	if (allowedCharacters[profile].includes(character)) {
		return {take: 1, write: character};
	}

	if (!/[\uD800-\uDFFF]/.test(character)) {
		return undefined;
	}

	// The other half of a pair may come with the next write.
	return rest.length === 1 && character < '\uDC00' ? 'incomplete' : {take: 1, write: '\uFFFD'};
}
