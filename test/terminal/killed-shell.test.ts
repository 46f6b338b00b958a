/** A shell on this machine gives itself the terminal, and may be gone before it gives it back. */
import {expect, it} from 'vitest';
import {isGone} from '../helpers/is-gone.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {until} from '../helpers/until.ts';

const local = {env: {SHELL: '/bin/bash', PS1: 'prompt> ', INPUTRC: '/dev/null'}};

/** As the shell of a person runs it: a job that the terminal may stop. */
const asJob = `set -m
stty -g
/bin/sh -c 'echo "pid $$"; exec "$@"' sh "$@"
echo "status $?"
stty -g`;

/** The process of the shell, once it has the terminal. */
async function openShell(session: ScreenSession): Promise<number> {
	await session.drawn();
	session.type('x');
	await until(() => !session.isFullScreen());
	session.type('echo shell-$$-\r');
	await until(() => /shell-\d+-/.test(session.output()));
	return Number(/shell-(\d+)-/.exec(session.output())?.[1]);
}

it.each([
	['a job', {script: asJob}],
	['all that the terminal has', {}],
])('one that is killed leaves the terminal to the dashboard, as %s', async (_, how) => {
	const session = openScreenSession({...local, ...how});
	await openShell(session);
	session.type('stty raw -echo; kill -9 $$\r');
	await session.drawn();
	await until(() => /here-it-is.*137/.test(session.lines().at(-1) ?? ''));
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('one that stopped itself goes on', async () => {
	const session = openScreenSession({...local, script: asJob});
	await openShell(session);
	session.type('kill -STOP $$\r');
	session.type('echo still-$((1+1))\r');
	await until(() => session.output().includes('still-2'));
	session.type('exit\r');
	await session.drawn();
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('SIGTERM ends both, also one that does not listen', async () => {
	const session = openScreenSession({...local, script: asJob});
	const shell = await openShell(session);
	session.type(`trap '' HUP; stty raw -echo; echo deaf-$((1+1)); sleep 7\r`);
	await until(() => session.output().includes('deaf-2'));
	process.kill(session.pid(), 'SIGTERM');
	expect(await session.ended()).toMatchObject({status: 143, isRestored: true});
	await until(() => isGone(shell));
});

it('one that is not there is told', async () => {
	const session = openScreenSession({env: {SHELL: '/usr/bin/no-such-shell'}});
	await session.drawn();
	session.type('x');
	await until(() => /no-such-shell/.test(session.lines().at(-1) ?? ''));
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});
