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

it('the queue is read aloud: a row, what is opened, why it waits, a prompt and a dialog', async () => {
	const session = openScreenSession({isDemo: true, args: ['--screen-reader']});
	const hears = async (words: string): Promise<void> => {
		await until(() => session.output().includes(words)).catch(() => {
			throw new Error(`${words} is not said:\n${session.output()}`);
		});
	};
	await hears('gpu-01: ok');
	const steps = [
		['2', 'mine, 6 run, 57 wait'],
		['j', '-63], sweep-lr, user alice, account lab-a, part pi, qos normal, running, time '],
		['\r', 'folder, /home/alice'],
		['w', '-63], sweep-lr, why it waits'],
		['\u001b', undefined],
		['\u001b', undefined],
		['T', 'or +30m: type it. Enter takes it, escape leaves.'],
		['\u001b', undefined],
		['C', 'This runs on login:'],
	] as const;
	for (const [keys, words] of steps) {
		session.type(keys);
		await (words === undefined ? session.quiet() : hears(words));
	}

	await hears('scancel --user=alice 4720');
	session.type('\u001b');
	await session.quiet();
	session.type('q');
	await until(() => /status \d/.test(session.output()));
	expect(session.output()).toContain('status 0');
});

it('what the queue comes to, and why a job waits, are said once', async () => {
	const session = openScreenSession({isDemo: true, args: ['--screen-reader', '--tab', 'jobs']});
	const times = (words: string): number => session.output().split(words).length - 1;
	await until(() => session.output().includes('gpu-01: ok') && times('mine, 6 run, 57 wait') > 0);
	await session.quiet();
	expect(times('mine, 6 run, 57 wait'), session.output()).toBe(1);
	session.type('j');
	await session.quiet();
	session.type('w');
	await until(() => times(', why it waits') > 0);
	await session.quiet();
	expect(times(', why it waits'), session.output()).toBe(1);
	expect(session.output()).toMatch(/asked, .*in partition/);
	session.type('q');
	await until(() => /status \d/.test(session.output()));
});
