/** The real screen on a real pseudo-terminal, with states in which all that comes from outside acts on terminals. */
import {expect, it} from 'vitest';
import {clean} from '../../source/theme/safe.ts';
import {paletteOf} from '../../source/theme/tokens.ts';
import {bundleChild} from '../helpers/bundle-child.ts';
import {hostileScenes} from '../helpers/hostile-scenes.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {watchTerminal} from '../helpers/terminal-oracle.ts';
import {until} from '../helpers/until.ts';

/** Each shows every scene with other texts of the corpus. */
const rounds = process.env['FULL'] === '1' ? 80 : 2;
const sceneCount = hostileScenes().length * rounds;

/** Cursor, erasing, scroll region, colours, and modes that are switched on and off again. */
const ourEvents = [
	...['A', 'B', 'E', 'G', 'H', 'J', 'K', 'r', 'm', '?h', '?l'].map(name => `CSI ${name}`),
	'line feed',
];
const {cursorRow, ...foregrounds} = paletteOf({theme: 'dark', background: 'dark'});
const colours = Object.values(foregrounds).map(({indexed}) => `38;5;${indexed}`);
const ourStyle = new RegExp(
	`^(?:${['0?', '1', '7', '22', '27', '39', '49', ...colours, `48;5;${cursorRow.indexed}`].join('|')})$`,
);
const ourSequence = /^(?:\?(?:7|25|1049|2004|2026|1000|1006)[hl]|\d*[ABEGJK]|(?:\d+;\d+)?H|r)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences begin with ESC.
const controls = /\u001b\[([0-?]*[ -/]*[@-~])|[\r\n]/g;

/** What is written between entering and leaving the second screen. */
function wireOf({output}: ScreenSession): string {
	const [, wire = ''] = output().split('\u001b[?1049h');
	return wire.slice(0, wire.indexOf('\u001b[?1049l'));
}

function strangeSequences(wire: string): readonly string[] {
	const bodies = new Set([...wire.matchAll(controls)].map(([, body]) => body ?? 'r'));
	return [...bodies].filter(body =>
		body.endsWith('m') ? !ourStyle.test(body.slice(0, -1)) : !ourSequence.test(body),
	);
}

/** Only what of a line is new is written: marks at its start sit on the character before them, which was there already. */
function strangeTexts(wire: string): readonly string[] {
	const texts = new Set(wire.split(controls).filter(text => text !== undefined));
	return [...texts].filter(text => !isClean(text) && !isClean(`0${text}`));
}

function isClean(text: string): boolean {
	return clean(text, {maxCharacters: 1e6}) === text;
}

/** As the header shows it where every frame is a minute later than the one before. */
function timeOf(index: number): string {
	const minutes = index % (24 * 60);
	const two = (part: number) => `${part}`.padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

it.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('nothing from outside acts on the terminal, on no screen of $columns x $rows', async size => {
	const child = await bundleChild('hostile-screen.ts');
	const session = openScreenSession({
		...size,
		argv: [process.execPath, child, `${rounds}`],
		env: {COLORTERM: '', COLORFGBG: ''},
		landmark: timeOf(0),
	});
	await session.drawn();
	const events = watchTerminal(session.terminal);
	for (let index = 1; index < sceneCount; index += 1) {
		session.type('j');
		const time = timeOf(index);
		await until(() => session.lines()[0]?.endsWith(time) === true).catch(() => {
			throw new Error(`frame ${index} has no whole header:\n${session.lines().join('\n')}`);
		});
	}

	expect([...new Set(events)].filter(event => !ourEvents.includes(event))).toEqual([]);
	session.type('j');
	expect(await session.ended()).toEqual({status: 0, words: [], isRestored: true});
	const wire = wireOf(session);
	expect(strangeSequences(wire)).toEqual([]);
	expect(strangeTexts(wire)).toEqual([]);
});
