/** Text that is typed on the screen: in the line of speech, and in the search of help. */
import type {Key} from '../domain/screen.ts';
import {invertedText} from '../rules/node-filter.ts';
import {linePurposes} from './line-purposes.ts';
import type {LineInput, ScreenState} from './screen-state.ts';

const longestText = 200;
/** What a cut left of a character of two units. */
const halfCharacter = /[\uD800-\uDBFF]$/;

/** What a key types; undefined: it is no text. */
export function typedText(key: Key): string | undefined {
	if (key === 'space') {
		return ' ';
	}

	return [...key].length === 1 && !/\p{Cc}/u.test(key) ? key : undefined;
}

/** Opens the line with the text that is in use, which what is typed is from then on (line-purposes.ts). */
export function openLine(screen: ScreenState, purpose: TypedPurpose): ScreenState {
	return withText(screen, purpose, linePurposes[purpose].read(screen));
}

/** The same, and the text leaves out what it showed. */
export function openInvertedLine(screen: ScreenState, purpose: TypedPurpose): ScreenState {
	return withText(screen, purpose, invertedText(linePurposes[purpose].read(screen)));
}

export type TypedPurpose = keyof typeof linePurposes;

function withText(screen: ScreenState, purpose: TypedPurpose, text: string): ScreenState {
	const before = linePurposes[purpose].read(screen);
	return withLineText({...screen, line: {...emptyLine, purpose, before}}, text);
}

export const emptyLine: Omit<LineInput, 'purpose'> = {
	text: '',
	before: '',
	choice: undefined,
	problem: undefined,
};

/** At the end of what is typed. Pasted lines become one. */
export function addText(screen: ScreenState, typed: string): ScreenState {
	return editText(screen, text =>
		(text + typed.replaceAll(/\p{Cc}+/gu, ' ')).slice(0, longestText).replace(halfCharacter, ''),
	);
}

/** The last character as a person counts them. */
export function deleteLeft(screen: ScreenState): ScreenState {
	return editText(screen, text => {
		const characters = [...new Intl.Segmenter().segment(text)];
		return text.slice(0, characters.at(-1)?.index ?? 0);
	});
}

export function deleteAll(screen: ScreenState): ScreenState {
	return editText(screen, () => '');
}

/** What cannot be used stays in the line, with the reason; what asks for nothing, such as a lone `!`, is none at all. */
export function keepLine(screen: ScreenState): ScreenState {
	const {line} = screen;
	if (line === undefined || line.purpose === 'command') {
		return screen;
	}

	const {problemOf, isEmpty, write} = linePurposes[line.purpose];
	const problem = problemOf(line.text);
	return problem === undefined
		? write({...screen, line: undefined}, isEmpty(line.text) ? '' : line.text.trim())
		: {...screen, line: {...line, problem}};
}

/** Leaves the line and takes back what it did. */
export function leaveLine(screen: ScreenState): ScreenState {
	const {line} = screen;
	if (line === undefined) {
		return screen;
	}

	const left = {...screen, line: undefined};
	return line.purpose === 'command' ? left : linePurposes[line.purpose].write(left, line.before);
}

function editText(screen: ScreenState, edit: (text: string) => string): ScreenState {
	const {line, help} = screen;
	const text = line?.text ?? help?.search ?? '';
	const edited = edit(text);
	if (edited === text) {
		return screen;
	}

	if (line !== undefined) {
		return withLineText(screen, edited);
	}

	return help === undefined ? screen : {...screen, help: {search: edited, scroll: 0}};
}

/** While what is typed cannot be used, what was in use before is. */
export function withLineText(screen: ScreenState, text: string): ScreenState {
	const {line} = screen;
	if (line === undefined) {
		return screen;
	}

	const typed = {...screen, line: {...line, text, choice: undefined, problem: undefined}};
	if (line.purpose === 'command') {
		return typed;
	}

	const {problemOf, write} = linePurposes[line.purpose];
	return write(typed, problemOf(text) === undefined ? text : line.before);
}
