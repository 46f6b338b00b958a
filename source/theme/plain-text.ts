import type {Health} from '../domain/health.ts';
import {glyphsOf} from './glyphs.ts';
import {shareText} from './number-text.ts';
import type {Profile} from './profile.ts';
import {clean, type Safe, safe} from './safe.ts';

/** The words of a program that is read aloud: what shapes say on a screen is said in words. */
const plainGlyphs: Profile['glyphs'] = {
	...glyphsOf('ascii'),
	ok: safe`ok`,
	warning: safe`warning`,
	down: safe`down`,
	unknown: safe`unknown`,
	check: safe`done`,
	cross: safe`failed`,
	waiting: safe`note`,
	command: safe`ran`,
	cursor: safe`here:`,
	mark: safe`marked`,
	folded: safe`folded`,
	open: safe`unfolded`,
	arrows: {up: safe`up`, down: safe`down`, left: safe`left`, right: safe`to`},
	cut: safe`...`,
	apart: safe`,`,
	degree: safe` degrees `,
};

/** The same terminal for a screen reader: without colours, and words in place of shapes. */
export function asPlain(profile: Profile): Profile {
	return {...profile, glyphs: plainGlyphs, depth: 'none', theme: 'mono'};
}

export const healthWords: Readonly<Record<Health, Safe>> = {
	ok: safe`ok`,
	warning: safe`warning`,
	down: safe`down`,
	unknown: safe`unknown`,
};

/** `97 percent` */
export function percentText(fraction: number): Safe {
	return clean(shareText(fraction).replace('%', ' percent'));
}

/** `81 degrees` */
export function degreesText(celsius: number): Safe {
	return safe`${Math.round(celsius)} degrees`;
}
