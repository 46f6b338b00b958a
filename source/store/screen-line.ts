/** Text that is typed on the screen: in the line of speech, and in the search of help. */
import type {Key} from '../domain/screen.ts';
import {invertedText, parseNodeFilter} from '../rules/node-filter.ts';
import type {ScreenState} from './screen-state.ts';

const longestText = 200;

/** What a key types; undefined: it is no text. */
export function typedText(key: Key): string | undefined {
	if (key === 'space') {
		return ' ';
	}

	return [...key].length === 1 && !/\p{Cc}/u.test(key) ? key : undefined;
}

/** A filter is in use while it is typed; while what is typed is none, the one from before is. */
export function openFilter(screen: ScreenState, isInverted: boolean): ScreenState {
	const {filter} = screen.nodes;
	const text = isInverted ? invertedText(filter) : filter;
	return withLineText(
		{
			...screen,
			line: {
				...{purpose: 'filterNodes', text: '', before: filter},
				...{choice: undefined, problem: undefined},
			},
		},
		text,
	);
}

/** At the end of what is typed. Pasted lines become one. */
export function addText(screen: ScreenState, typed: string): ScreenState {
	return editText(screen, text =>
		(text + typed.replaceAll(/\p{Cc}+/gu, ' ')).slice(0, longestText),
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

/** What is no filter stays in the line, with the reason; one without terms, such as a lone `!`, is none at all. */
export function keepLine(screen: ScreenState): ScreenState {
	const {line} = screen;
	if (line === undefined) {
		return screen;
	}

	const parsed = parseNodeFilter(line.text);
	if (parsed.kind === 'problem') {
		return {...screen, line: {...line, problem: parsed.problem}};
	}

	const filter = parsed.terms.length === 0 ? '' : line.text.trim();
	return {...screen, line: undefined, nodes: {...screen.nodes, filter}};
}

/** Leaves the line and takes back what it did. */
export function leaveLine(screen: ScreenState): ScreenState {
	const {line, nodes} = screen;
	return line === undefined
		? screen
		: {...screen, line: undefined, nodes: {...nodes, filter: line.before}};
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

function withLineText(screen: ScreenState, text: string): ScreenState {
	const {line, nodes} = screen;
	if (line === undefined) {
		return screen;
	}

	const isFilter = parseNodeFilter(text).kind === 'filter';
	return {
		...screen,
		line: {...line, text, problem: undefined},
		nodes: {...nodes, filter: isFilter ? text : line.before},
	};
}
