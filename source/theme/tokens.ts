import type {Tone} from './piece.ts';
import type {Profile} from './profile.ts';

/** Parameters of SGR (ECMA-48 8.3.117), in the order in which they are written. */
export type Style = readonly string[];

/** One hue in every depth: `sixteen` is an SGR parameter, absent where the terminal's own foreground serves. */
export type Hue = {
	readonly sixteen: string | undefined;
	readonly indexed: number;
	readonly rgb: string;
};

export type Palette = Readonly<Record<Exclude<Tone, 'text'> | 'cursorRow', Hue>>;

const faint = '2';
const bold = '1';
const underlined = '4';

/** The table "Colour tokens" of SCREENS 1. */
const darkPalette: Palette = {
	dim: {sixteen: faint, indexed: 246, rgb: '#9AA0A8'},
	rule: {sixteen: faint, indexed: 240, rgb: '#565C64'},
	bar: {sixteen: undefined, indexed: 249, rgb: '#A9B4C0'},
	accent: {sixteen: '36', indexed: 111, rgb: '#7AB4F5'},
	ok: {sixteen: '32', indexed: 114, rgb: '#7EC88B'},
	warning: {sixteen: '33', indexed: 179, rgb: '#E5B567'},
	down: {sixteen: '31', indexed: 203, rgb: '#F2777A'},
	cursorRow: {sixteen: undefined, indexed: 235, rgb: '#262B33'},
};

const lightPalette: Palette = {
	dim: {sixteen: faint, indexed: 241, rgb: '#5E646C'},
	rule: {sixteen: faint, indexed: 250, rgb: '#B4B9C0'},
	bar: {sixteen: undefined, indexed: 240, rgb: '#4F5B67'},
	accent: {sixteen: '34', indexed: 25, rgb: '#0A60B0'},
	ok: {sixteen: '32', indexed: 22, rgb: '#17752F'},
	warning: {sixteen: '33', indexed: 94, rgb: '#8A5A00'},
	down: {sixteen: '31', indexed: 160, rgb: '#C4242B'},
	cursorRow: {sixteen: undefined, indexed: 255, rgb: '#EAEEF3'},
};

/** For deutan, protan and tritan eyes. The accent has no hue there: it is bold and underlined. */
const colourBlindDark: Palette = {
	...darkPalette,
	ok: {sixteen: '36', indexed: 75, rgb: '#56B4E9'},
	warning: {sixteen: '33', indexed: 227, rgb: '#F0E442'},
	down: {sixteen: '35', indexed: 202, rgb: '#F0702A'},
};

const colourBlindLight: Palette = {
	...lightPalette,
	ok: {sixteen: '34', indexed: 25, rgb: '#0067A5'},
	warning: {sixteen: '33', indexed: 58, rgb: '#7A6600'},
	down: {sixteen: '35', indexed: 125, rgb: '#9B0050'},
};

export function paletteOf({theme, background}: Pick<Profile, 'theme' | 'background'>): Palette {
	if (theme === 'colour-blind') {
		return background === 'light' ? colourBlindLight : colourBlindDark;
	}

	return background === 'light' ? lightPalette : darkPalette;
}

export function hasColour({theme, depth}: Profile): boolean {
	return theme !== 'mono' && depth !== 'none';
}

/** How a tone looks, with the weight that it has by itself. */
export function toneStyle(tone: Tone, profile: Profile): Style {
	const weight = profile.theme === 'high-contrast' && isHealth(tone) ? [bold] : [];
	return [...weight, ...(hasColour(profile) ? hueStyle(tone, profile) : faintStyle(tone, profile))];
}

function hueStyle(tone: Tone, profile: Profile): Style {
	if (tone === 'text' || (tone === 'dim' && isDimAsText(profile))) {
		return [];
	}

	return tone === 'accent' && profile.theme === 'colour-blind'
		? [bold, underlined]
		: foregroundStyle(paletteOf(profile)[tone], profile);
}

function faintStyle(tone: Tone, profile: Profile): Style {
	const isSecondary = tone === 'rule' || (tone === 'dim' && !isDimAsText(profile));
	return isSecondary && !profile.isLinuxConsole ? [faint] : [];
}

function isDimAsText({theme, isLinuxConsole}: Profile): boolean {
	return theme === 'high-contrast' || isLinuxConsole;
}

/** The background of the row under the cursor: none with 16 colours, and none without colour. */
export function cursorRowStyle(profile: Profile): Style {
	const {indexed, rgb} = paletteOf(profile).cursorRow;
	switch (hasColour(profile) ? profile.depth : 'none') {
		case 'truecolor':
			return [`48;2;${channels(rgb)}`];
		case '256':
			return [`48;5;${indexed}`];
		default:
			return [];
	}
}

export const strongStyle: Style = [bold];
export const inverseStyle: Style = ['7'];

function foregroundStyle({sixteen, indexed, rgb}: Hue, {depth, isLinuxConsole}: Profile): Style {
	switch (depth) {
		case 'truecolor':
			return [`38;2;${channels(rgb)}`];
		case '256':
			return [`38;5;${indexed}`];
		default:
			return sixteen === undefined || (sixteen === faint && isLinuxConsole) ? [] : [sixteen];
	}
}

function isHealth(tone: Tone): boolean {
	return tone === 'ok' || tone === 'warning' || tone === 'down';
}

/** `122;180;245` of `#7AB4F5`. */
function channels(rgb: string): string {
	return [1, 3, 5].map(start => Number.parseInt(rgb.slice(start, start + 2), 16)).join(';');
}
