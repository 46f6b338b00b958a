/** What a session leaves switched on in the terminal is off again, in the dashboard and after it. */
import {expect, it} from 'vitest';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {until} from '../helpers/until.ts';

/** Line drawing for letters, inserting, an origin, no wrap, reports of focus and of every motion, keys for applications. */
const left = String.raw`\033(0\033[4h\033[20h\033[3;9r\033[?7l\033[?6h\033[?1004h\033[?1003h\033[?1h\033=\033[41m`;
const leftByHand = `${left.replaceAll(String.raw`\033`, '\u001b')}\u000e`;

/** All but what the dashboard itself wants. */
function modesOf({terminal}: ScreenSession) {
	const {mouseTrackingMode, wraparoundMode, bracketedPasteMode, ...others} = terminal.modes;
	return others;
}

/** The picture without the figures and the clock. */
function shapeOf({lines}: ScreenSession): readonly string[] {
	return [lines()[0]?.slice(0, 6) ?? '', lines()[2] ?? '', lines().at(-1)?.slice(-20) ?? ''];
}

it('by a shell', async () => {
	const session = openScreenSession({env: {SHELL: '/bin/sh', PS1: 'prompt> ', ENV: ''}});
	await session.drawn();
	await session.quiet();
	const modes = modesOf(session);
	const mouse = session.terminal.modes.mouseTrackingMode;
	const shape = shapeOf(session);
	session.type('x');
	await until(() => !session.isFullScreen());
	session.type(`printf '${left}\\016'; exit\r`);
	await session.drawn();
	await session.quiet();
	await expect.poll(() => modesOf(session)).toEqual(modes);
	expect(session.terminal.modes).toMatchObject({mouseTrackingMode: mouse, wraparoundMode: false});
	expect(shapeOf(session).slice(0, 2)).toEqual(shape.slice(0, 2));
	expect(session.terminal.buffer.active.getLine(1)?.getCell(70)?.isBgDefault()).toBe(true);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true, words: []});
	expect(modesOf(session)).toEqual(modes);
	expect(session.terminal.modes).toMatchObject({mouseTrackingMode: 'none', wraparoundMode: true});
	expect(session.lines().join('\n')).toContain('status 0');
});

it('by something that wrote on the screen: Ctrl-L mends it', async () => {
	const session = openScreenSession();
	await session.drawn();
	await session.quiet();
	const modes = modesOf(session);
	const mouse = session.terminal.modes.mouseTrackingMode;
	const shape = shapeOf(session);
	session.draw(`${leftByHand}garbage`);
	session.type('\u000c');
	await expect.poll(() => shapeOf(session)).toEqual(shape);
	await session.quiet();
	expect(modesOf(session)).toEqual(modes);
	expect(session.terminal.modes).toMatchObject({mouseTrackingMode: mouse, wraparoundMode: false});
	expect(session.lines().join('\n')).not.toContain('garbage');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	expect(session.lines().join('\n')).toContain('status 0');
});
