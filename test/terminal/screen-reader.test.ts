import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {until} from '../helpers/until.ts';

it.each([
	['--screen-reader', {args: ['--screen-reader']}],
	['INK_SCREEN_READER', {env: {INK_SCREEN_READER: 'true'}}],
])('%s says lines of words, moves no cursor, and gives the terminal back', async (_, options) => {
	const session = openScreenSession(options);
	await until(() => session.output().includes('here-it-is: ok'));
	expect(session.isFullScreen()).toBe(false);
	session.type('?');
	await until(() => session.output().includes('q or ctrl-c: quit'));
	session.type('\u001b');
	await session.quiet();
	session.type('q');
	await until(() => /status \d/.test(session.output()));
	expect(session.output()).toContain('status 0');
	const [, told = ''] = session.output().split('clusterdeck. Press');
	// Pastes are put in brackets; nothing else is any business of ours here.
	const others = told.replaceAll('\u001b[?2004h', '').replaceAll('\u001b[?2004l', '');
	expect(others.split('status')[0]).not.toContain('\u001b');
});
