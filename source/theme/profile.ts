import type {ThemeName as ThemeWish} from '../domain/config.ts';
import {type Glyphs, type GlyphSet, glyphsOf} from './glyphs.ts';

export type ColourDepth = 'truecolor' | '256' | '16' | 'none';

export type ThemeName = Exclude<ThemeWish, 'auto'>;

/** What a terminal can show and a person wants to see. */
export type Profile = {
	readonly glyphs: Glyphs;
	readonly glyphSet: GlyphSet;
	readonly depth: ColourDepth;
	readonly theme: ThemeName;
	/** On which the colours are to be read: `high-contrast` and `colour-blind` have one set for each. */
	readonly background: 'dark' | 'light';
	/** The console of the kernel: faint and bright black are lost there with fonts of 512 glyphs. */
	readonly isLinuxConsole: boolean;
	/** Something stands over it: all of it is secondary. */
	readonly isDimmed?: true;
};

export type ProfileWishes = {
	/** Absent or `auto`: as the background of the terminal is. */
	readonly theme?: ThemeWish;
	readonly isAscii?: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads NO_COLOR, FORCE_COLOR, COLORTERM, TERM, COLORFGBG and the locale. `TERM=dumb` has no screen at all. */
export function chooseProfile(env: Environment, wishes: ProfileWishes): Profile {
	const glyphSet = chooseGlyphSet(env, wishes);
	const background = wishedBackground(wishes) ?? backgroundOf(env);
	const depth = chooseDepth(env);
	const theme = wishes.theme ?? 'auto';
	return {
		glyphs: glyphsOf(glyphSet),
		glyphSet,
		depth,
		theme: theme === 'auto' ? background : theme,
		background,
		isLinuxConsole: env['TERM'] === 'linux',
	};
}

/** The same terminal with other colours; undefined or `auto`: those of the start. */
export function withTheme(profile: Profile, theme: ThemeWish | undefined): Profile {
	return theme === undefined || theme === 'auto'
		? profile
		: {...profile, theme, background: wishedBackground({theme}) ?? profile.background};
}

const dimmedOf = new WeakMap<Profile, Profile>();

/** For what is under a dialog; the same object for the same profile, since lines are drawn anew for another. */
export function dimmed(profile: Profile): Profile {
	const known = dimmedOf.get(profile) ?? {...profile, isDimmed: true};
	dimmedOf.set(profile, known);
	return known;
}

function chooseGlyphSet(env: Environment, {isAscii}: ProfileWishes): GlyphSet {
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'C';
	if (isAscii === true || !/utf-?8/i.test(locale)) {
		return 'ascii';
	}

	return env['TERM'] === 'linux' ? 'linux-vt' : 'unicode';
}

function wishedBackground({theme}: ProfileWishes): Profile['background'] | undefined {
	return theme === 'dark' || theme === 'light' ? theme : undefined;
}

/** `15;0`, or `0;default;15`: the last is the background. Of the sixteen, 7 and 9 to 15 are light, as in Vim. */
function backgroundOf(env: Environment): Profile['background'] {
	const last = env['COLORFGBG']?.split(';').at(-1) ?? '';
	return /^(?:7|9|1[0-5])$/.test(last) ? 'light' : 'dark';
}

/** https://no-color.org; https://force-color.org, with the levels of Node. */
function chooseDepth(env: Environment): ColourDepth {
	if ((env['NO_COLOR'] ?? '') !== '') {
		return 'none';
	}

	return forcedDepth(env['FORCE_COLOR']) ?? depthOfTerminal(env);
}

function forcedDepth(level: string | undefined): ColourDepth | undefined {
	switch (level) {
		case '0':
		case 'false':
			return 'none';
		case '1':
			return '16';
		case '2':
			return '256';
		case '3':
			return 'truecolor';
		default:
			return undefined;
	}
}

/** These have all colours, and COLORTERM is lost on the way through ssh and sudo. */
const truecolorTerminals = /^(?:xterm-(?:kitty|ghostty)|alacritty|foot|wezterm|contour)\b|-direct/;

function depthOfTerminal(env: Environment): ColourDepth {
	const terminal = env['TERM'] ?? '';
	if (terminal === '' || terminal === 'dumb') {
		return 'none';
	}

	if (terminal === 'linux') {
		return '16';
	}

	const hasAll = truecolorTerminals.test(terminal) || saysTruecolor(env, terminal);
	return hasAll ? 'truecolor' : terminal.includes('256color') ? '256' : '16';
}

/** GNU screen hands on the COLORTERM of the terminal around it, but not the colours. */
function saysTruecolor(env: Environment, terminal: string): boolean {
	const isScreen = terminal.startsWith('screen') && (env['TMUX'] ?? '') === '';
	return !isScreen && /^(?:truecolor|24bit)$/.test(env['COLORTERM'] ?? '');
}
