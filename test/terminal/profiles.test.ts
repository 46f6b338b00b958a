/** What is on the wire for terminals that can do little: every screen of the demo is walked through. */
import {expect, it} from 'vitest';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {walkedRack, walkScreens} from '../helpers/walk-screens.ts';

type Wire = {
	/** What is drawn, without sequences and line ends. */
	readonly characters: string;
	/** Each parameter of SGR that was written. */
	readonly styles: readonly string[];
	readonly privateModes: readonly string[];
};

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: sequences begin with ESC.
const anySequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])|[\r\n]/g;
const style = /\u001b\[([\d;:]*)m/g;
const privateMode = /\u001b\[\?([\d;]+)[hl]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above.

const eighthsAndBraille = /[\u2581-\u2587\u2589-\u258f\u2800-\u28ff]/;
const size = {columns: 120, rows: 40};
const mouseModes = ['1000', '1002', '1006'];
/** Reset, bold, faint, inverse and their ends, as Ink writes them. */
const weights = ['0', '1', '2', '7', '22', '27'];
/** Bold, inverse, and the eight colours of the foreground. */
const consoleStyles = ['0', '1', '7', '22', '27', '39', ...eightFrom(30)];

async function walked(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
	const session = openScreenSession({
		...size,
		isDemo: true,
		args: [...walkedRack, ...args],
		env: {COLORTERM: '', ...env},
		landmark: 'pi-047',
	});
	await session.drawn();
	await walkScreens(session);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	return wireOf(session);
}

function wireOf({output}: ScreenSession): Wire {
	const [, wire = ''] = output().split('\u001b[?1049h');
	const screen = wire.slice(0, wire.indexOf('\u001b[?1049l'));
	const parts = (pattern: RegExp): readonly string[] => [
		...new Set([...screen.matchAll(pattern)].flatMap(([, body = '']) => body.split(/[;:]/))),
	];
	return {
		characters: [...new Set(screen.replaceAll(anySequence, ''))].sort().join(''),
		styles: parts(style),
		privateModes: parts(privateMode),
	};
}

function eightFrom(first: number): readonly string[] {
	return Array.from({length: 8}, (_, index) => `${first + index}`);
}

function charactersIn(glyphs: unknown): string {
	return typeof glyphs === 'object' && glyphs !== null
		? Object.values(glyphs).map(charactersIn).join('')
		: String(glyphs ?? '');
}

it('NO_COLOR writes no colour, only bold, faint and inverse', async () => {
	const {styles, characters} = await walked({NO_COLOR: '1', COLORTERM: 'truecolor'});
	expect(styles.filter(each => !weights.includes(each))).toEqual([]);
	expect(styles).toEqual(expect.arrayContaining(['1', '2', '7']));
	expect(characters).toContain('✖');
});

it('the Linux console gets what its fonts have, in eight colours, and no mouse', async () => {
	const {characters, styles, privateModes} = await walked({TERM: 'linux'});
	// The name of a job of the demo, `naïve-bayes α`, is not ours to draw otherwise.
	const drawn = `${charactersIn(glyphsOf('linux-vt'))}ïα`;
	expect([...characters].filter(each => !/[ -~]/.test(each) && !drawn.includes(each))).toEqual([]);
	expect(characters).toContain('▒');
	expect(characters).not.toMatch(eighthsAndBraille);
	expect(styles.filter(each => !consoleStyles.includes(each))).toEqual([]);
	expect(styles).toEqual(expect.arrayContaining(['1', '31', '32', '33']));
	expect(privateModes.filter(each => mouseModes.includes(each))).toEqual([]);
});

it('--ascii writes nothing but ASCII', async () => {
	const {characters} = await walked({}, ['--ascii']);
	expect(characters).toMatch(/^[ -~]+$/);
});

it('a locale that is not UTF-8 gets nothing but ASCII', async () => {
	const session = openScreenSession({isDemo: true, env: {LANG: 'C', LC_ALL: '', LC_CTYPE: ''}});
	await session.drawn();
	session.type('q');
	await session.ended();
	expect(wireOf(session).characters).toMatch(/^[ -~]+$/);
});
