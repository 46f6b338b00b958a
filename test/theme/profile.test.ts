import {describe, expect, it} from 'vitest';
import {chooseProfile, withTheme} from '../../source/theme/profile.ts';

const utf8 = {LANG: 'en_US.UTF-8'};

describe('the depth of colours', () => {
	it.each([
		['truecolor', {TERM: 'xterm-256color', COLORTERM: 'truecolor'}],
		['truecolor', {TERM: 'xterm-256color', COLORTERM: '24bit'}],
		['truecolor', {TERM: 'xterm-kitty'}],
		['truecolor', {TERM: 'xterm-direct'}],
		['truecolor', {TERM: 'alacritty'}],
		['truecolor', {TERM: 'screen-256color', COLORTERM: 'truecolor', TMUX: '/tmp/t,1,0'}],
		['256', {TERM: 'screen-256color', COLORTERM: 'truecolor'}],
		['256', {TERM: 'xterm-256color', COLORTERM: 'yes'}],
		['256', {TERM: 'tmux-256color'}],
		['16', {TERM: 'xterm'}],
		['16', {TERM: 'screen', COLORTERM: 'truecolor'}],
		['16', {TERM: 'linux', COLORTERM: 'truecolor'}],
		['none', {TERM: 'dumb', COLORTERM: 'truecolor'}],
		['none', {TERM: ''}],
		['none', {}],
		['none', {TERM: 'xterm-256color', NO_COLOR: '1'}],
		['256', {TERM: 'xterm-256color', NO_COLOR: ''}],
		['none', {TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3'}],
		['none', {TERM: 'xterm-256color', FORCE_COLOR: '0'}],
		['none', {TERM: 'xterm-256color', FORCE_COLOR: 'false'}],
		['16', {TERM: 'xterm-256color', FORCE_COLOR: '1'}],
		['256', {TERM: 'xterm', FORCE_COLOR: '2'}],
		['truecolor', {TERM: 'xterm', FORCE_COLOR: '3'}],
		['256', {TERM: 'xterm-256color', FORCE_COLOR: 'true'}],
	])('is %s with %j', (depth, env) => {
		expect(chooseProfile(env, {}).depth).toBe(depth);
	});
});

describe('the glyphs', () => {
	it.each([
		['unicode', {...utf8, TERM: 'xterm'}],
		['unicode', {LANG: 'C', LC_CTYPE: 'C.utf8', TERM: 'xterm'}],
		['unicode', {LC_CTYPE: 'UTF-8', TERM: 'xterm'}],
		['unicode', {LC_ALL: '', LANG: 'C.UTF-8', TERM: 'xterm'}],
		['linux-vt', {...utf8, TERM: 'linux'}],
		['ascii', {LANG: 'C', TERM: 'linux'}],
		['ascii', {LANG: 'C.UTF-8', LC_ALL: 'C', TERM: 'xterm'}],
		['ascii', {LANG: 'de_DE.ISO-8859-1', TERM: 'xterm'}],
		['ascii', {TERM: 'xterm'}],
	])('are %s with %j', (glyphSet, env) => {
		expect(chooseProfile(env, {}).glyphSet).toBe(glyphSet);
	});

	it('are ascii when wished', () => {
		expect(chooseProfile({...utf8, TERM: 'xterm'}, {isAscii: true}).glyphs.ok).toBe('o');
		expect(chooseProfile({...utf8, TERM: 'xterm'}, {isAscii: false}).glyphs.ok).toBe('●');
	});
});

describe('the theme', () => {
	it.each([
		['light', '0;15'],
		['light', '0;default;15'],
		['light', '0;7'],
		['light', '0;11'],
		['dark', '15;0'],
		['dark', '7;8'],
		['dark', '15;default'],
		['dark', ''],
	])('is %s where COLORFGBG says %s', (theme, colours) => {
		const env = {...utf8, COLORFGBG: colours};
		expect(chooseProfile(env, {}).theme).toBe(theme);
		expect(chooseProfile(env, {theme: 'auto'})).toMatchObject({theme, background: theme});
	});

	it('is the one that is wished, on the background that is there', () => {
		const env = {...utf8, COLORFGBG: '0;15'};
		expect(chooseProfile(env, {theme: 'dark'})).toMatchObject({
			theme: 'dark',
			background: 'dark',
		});
		expect(chooseProfile(env, {theme: 'colour-blind'})).toMatchObject({
			theme: 'colour-blind',
			background: 'light',
		});
		expect(chooseProfile(utf8, {theme: 'mono'}).theme).toBe('mono');
	});
});

it('the console of the kernel is known by its TERM, whatever its locale', () => {
	expect(chooseProfile({TERM: 'linux', LANG: 'C'}, {}).isLinuxConsole).toBe(true);
	expect(chooseProfile({...utf8, TERM: 'xterm'}, {}).isLinuxConsole).toBe(false);
});

it('another theme keeps what the terminal can show', () => {
	const started = chooseProfile({...utf8, COLORTERM: 'truecolor', COLORFGBG: '0;15'}, {});
	expect(withTheme(started, 'colour-blind')).toEqual({...started, theme: 'colour-blind'});
	expect(withTheme(started, 'dark')).toEqual({...started, theme: 'dark', background: 'dark'});
	expect(withTheme(started, undefined)).toBe(started);
	expect(withTheme(started, 'auto')).toBe(started);
});
