import type {Key} from '../domain/screen.ts';

/** The part of Ink's description of a key that names it. */
export type PressedKey = {readonly [Name in keyof typeof namedKeys]: boolean} & {
	readonly ctrl: boolean;
	readonly meta: boolean;
	readonly shift: boolean;
	readonly tab: boolean;
	readonly eventType?: 'press' | 'repeat' | 'release';
};

const namedKeys = {
	upArrow: 'up',
	downArrow: 'down',
	leftArrow: 'left',
	rightArrow: 'right',
	pageUp: 'pageup',
	pageDown: 'pagedown',
	home: 'home',
	end: 'end',
	return: 'enter',
	escape: 'esc',
	backspace: 'backspace',
	delete: 'delete',
} as const;

const controls: Readonly<Record<string, Key>> = {
	'\r': 'enter',
	'\n': 'ctrl-j',
	'\t': 'tab',
	' ': 'space',
};

/**
 * The keys of one report of Ink: one as a rule, several where they came faster than they were read, none for what has
 * no name here (a key that is let go, a control character, the reply of a terminal).
 */
export function keysOf(input: string, pressed: PressedKey): readonly Key[] {
	if (pressed.eventType === 'release') {
		return [];
	}

	if (pressed.tab) {
		return [pressed.shift ? 'shift-tab' : 'tab'];
	}

	const named = Object.entries(namedKeys).find(([flag]) => pressed[flag as keyof typeof namedKeys]);
	if (named !== undefined) {
		return [withModifier(named[1], pressed)];
	}

	const keys = [...input].flatMap(keyOfCharacter);
	const modifier = pressed.ctrl ? 'ctrl-' : pressed.meta ? 'alt-' : '';
	return keys.map(key => `${modifier}${key}`);
}

/** With Ctrl or Alt they mean something else only where text is typed. */
const modified: ReadonlySet<Key> = new Set([
	...(['alt-enter', 'alt-backspace', 'alt-left', 'alt-right', 'ctrl-left', 'ctrl-right'] as const),
]);

function withModifier(name: Key, {ctrl, meta}: PressedKey): Key {
	const key = `${ctrl ? 'ctrl-' : meta ? 'alt-' : ''}${name}`;
	return modified.has(key) ? key : name;
}

function keyOfCharacter(character: string): readonly Key[] {
	const control = controls[character];
	if (control !== undefined) {
		return [control];
	}

	return /\p{Cc}|\p{Cs}/u.test(character) ? [] : [character];
}
