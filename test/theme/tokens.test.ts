import {describe, expect, it} from 'vitest';
import {chooseProfile} from '../../source/theme/profile.ts';
import {cursorRowStyle, paletteOf, toneStyle} from '../../source/theme/tokens.ts';

const utf8 = {LANG: 'C.UTF-8'};
const environments = {
	truecolor: {...utf8, TERM: 'xterm', COLORTERM: 'truecolor'},
	'256': {...utf8, TERM: 'xterm-256color'},
	'16': {...utf8, TERM: 'xterm'},
	console: {...utf8, TERM: 'linux'},
	none: {...utf8, TERM: 'xterm', NO_COLOR: '1'},
} as const;
const secondary = ['dim', 'rule'] as const;
const health = ['ok', 'warning', 'down'] as const;

// The backgrounds on which SCREENS 1 promises a contrast of 4.5; the last of each is the row under the cursor.
const backgrounds = {
	dark: ['#000000', '#1E1E1E', '#262B33'],
	light: ['#FFFFFF', '#F0F0F0', '#EAEEF3'],
} as const;
const textTones = ['dim', 'bar', 'accent', ...health] as const;

describe.each(['dark', 'light'] as const)('on a %s background', background => {
	it.each(['dark', 'light', 'high-contrast', 'colour-blind'] as const)(
		'the text of %s can be read',
		theme => {
			const palette = paletteOf({theme, background});
			const row = indexedColour(palette.cursorRow.indexed);
			for (const tone of textTones) {
				const indexed = indexedColour(palette[tone].indexed);
				for (const behind of [...backgrounds[background].slice(0, 2).map(channels), row]) {
					expect(contrast(indexed, behind), `${tone} of 256 on ${behind}`).toBeGreaterThanOrEqual(
						4.5,
					);
				}

				for (const behind of backgrounds[background]) {
					const ratio = contrast(channels(palette[tone].rgb), channels(behind));
					expect(ratio, `${tone} on ${behind}`).toBeGreaterThanOrEqual(4.5);
				}
			}

			expect(palette.cursorRow.rgb).toBe(backgrounds[background][2]);
		},
	);
});

describe('a tone', () => {
	const ok = (env: keyof typeof environments, theme?: 'light' | 'colour-blind' | 'mono') =>
		toneStyle('ok', chooseProfile(environments[env], theme === undefined ? {} : {theme}));

	it('is written as deep as the terminal has colours', () => {
		expect(ok('truecolor')).toEqual(['38;2;126;200;139']);
		expect(ok('256')).toEqual(['38;5;114']);
		expect(ok('16')).toEqual(['32']);
		expect(ok('none')).toEqual([]);
	});

	it('is the one of its theme', () => {
		expect(ok('256', 'light')).toEqual(['38;5;22']);
		expect(ok('256', 'colour-blind')).toEqual(['38;5;75']);
		expect(ok('16', 'colour-blind')).toEqual(['36']);
		expect(ok('truecolor', 'mono')).toEqual([]);
	});

	it('of text is the one of the terminal', () => {
		for (const env of Object.values(environments)) {
			expect(toneStyle('text', chooseProfile(env, {}))).toEqual([]);
		}
	});

	it('that is secondary is faint where there are few colours or none', () => {
		for (const tone of secondary) {
			expect(toneStyle(tone, chooseProfile(environments['16'], {}))).toEqual(['2']);
			expect(toneStyle(tone, chooseProfile(environments.none, {}))).toEqual(['2']);
			expect(toneStyle(tone, chooseProfile(environments['256'], {theme: 'mono'}))).toEqual(['2']);
		}
	});
});

describe('the Linux console', () => {
	it.each(['dark', 'light', 'high-contrast', 'colour-blind', 'mono'] as const)(
		'in the theme %s has secondary text as text, and no faint or bright colour',
		theme => {
			for (const more of [{}, {NO_COLOR: '1'}]) {
				const profile = chooseProfile({...environments.console, ...more}, {theme});
				const styles = [...secondary, 'accent' as const, ...health].flatMap(tone =>
					toneStyle(tone, profile),
				);
				expect(styles.filter(style => style === '2' || /^9\d$/.test(style))).toEqual([]);
				expect(secondary.flatMap(tone => toneStyle(tone, profile))).toEqual([]);
			}
		},
	);
});

describe('a theme', () => {
	it('of high contrast has no dim text, and bold health, in colour or not', () => {
		for (const env of Object.values(environments)) {
			const profile = chooseProfile(env, {theme: 'high-contrast'});
			expect(toneStyle('dim', profile)).toEqual([]);
			expect(health.every(tone => toneStyle(tone, profile)[0] === '1')).toBe(true);
		}
	});

	it('for colour-blind eyes has an accent without hue', () => {
		expect(
			toneStyle('accent', chooseProfile(environments['256'], {theme: 'colour-blind'})),
		).toEqual(['1', '4']);
	});
});

it('the row under the cursor has a background where there are 256 colours or more', () => {
	const style = (env: keyof typeof environments) =>
		cursorRowStyle(chooseProfile(environments[env], {}));
	expect(style('truecolor')).toEqual(['48;2;38;43;51']);
	expect(style('256')).toEqual(['48;5;235']);
	expect([style('16'), style('console'), style('none')]).toEqual([[], [], []]);
	expect(cursorRowStyle(chooseProfile(environments.truecolor, {theme: 'mono'}))).toEqual([]);
});

type Channels = readonly number[];

/** WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Channels, other: Channels): number {
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Channels): number {
	const [red = 0, green = 0, blue = 0] = colour.map(value => {
		const channel = value / 255;
		return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(rgb: string): Channels {
	return [1, 3, 5].map(start => Number.parseInt(rgb.slice(start, start + 2), 16));
}

/** The cube and the greys of xterm (its 256colres.pl). */
function indexedColour(index: number): Channels {
	if (index >= 232) {
		return [0, 1, 2].map(() => 8 + 10 * (index - 232));
	}

	const place = index - 16;
	return [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(step =>
		step === 0 ? 0 : 55 + 40 * step,
	);
}
