/** A shell on a node takes the terminal and gives it back, on a real pseudo-terminal. */
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {isGone} from '../helpers/is-gone.ts';
import {startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

type Session = ReturnType<typeof openScreenSession>;

const local = {env: {SHELL: '/bin/sh', PS1: 'prompt> ', ENV: ''}};

/** The shell has the terminal, on the first screen. */
async function openShell(session: Session): Promise<void> {
	await session.drawn();
	session.type('x');
	await until(() => !session.isFullScreen());
}

/** The prompt may come after what is typed ahead. */
function said({output}: Session, words: string): boolean {
	return output().includes(words);
}

it('this machine: the shell of the person, and the whole screen afterwards', async () => {
	const session = openScreenSession(local);
	await openShell(session);
	session.type('echo it-is-$((40+2))\r');
	await until(() => said(session, 'it-is-42'));
	session.type('exit 3\r');
	await session.drawn();
	await until(() => /here-it-is.*3/.test(session.lines().at(-1) ?? ''));
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('Ctrl-C is for the shell', async () => {
	const session = openScreenSession(local);
	await openShell(session);
	session.type('sleep 60\r');
	await session.quiet();
	session.type('\u0003');
	session.type('echo still-$((1+1))\r');
	await until(() => said(session, 'still-2'));
	session.type('exit\r');
	await session.drawn();
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('nothing of the screen is written while the shell has the terminal', async () => {
	const session = openScreenSession(local);
	await openShell(session);
	await session.quiet();
	const before = session.output().length;
	session.resize({columns: 100, rows: 30});
	await session.quiet();
	await session.quiet();
	expect(session.output().slice(before)).not.toContain('\u001b[?2026h');
	expect(session.output().slice(before)).not.toContain('\u001b[2J');
	session.type('exit\r');
	await session.drawn();
	await session.quiet();
	expect(session.lines()).toHaveLength(30);
	expect(session.lines()[0]).toMatch(/^ shelf .* \d\d:\d\d$/);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

it('a terminal that goes away ends both', async () => {
	const session = openScreenSession(local);
	await openShell(session);
	session.type('echo shell-$$-\r');
	await until(() => /shell-\d+-/.test(session.output()));
	const shell = Number(/shell-(\d+)-/.exec(session.output())?.[1]);
	process.kill(session.pid(), 'SIGHUP');
	expect(await session.ended()).toMatchObject({status: 129, isRestored: true});
	await until(() => isGone(shell));
});

it('another machine: what ssh gives, with what the configuration says', async () => {
	const sshd = await startSshd();
	const knownHosts = join(temporaryDirectory(), 'known_hosts');
	writeFileSync(knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey}\n`);
	const sshConfig = join(temporaryDirectory(), 'config');
	writeFileSync(sshConfig, `StrictHostKeyChecking yes\nUserKnownHostsFile ${knownHosts}\n`);
	const session = openScreenSession({
		env: {CLUSTERDECK_SSH_CONFIG: sshConfig},
		nodes: [
			'  - name: here-it-is',
			'    host: 127.0.0.1',
			`    ssh: {user: ${sshd.user}, port: ${sshd.port}, identity: ${sshd.clientKey}}`,
			'',
		].join('\n'),
	});
	await openShell(session);
	session.type('echo port-$(echo $SSH_CONNECTION | cut -d" " -f4)-\r');
	await until(() => session.output().includes(`port-${sshd.port}-`));
	session.type('exit 5\r');
	await session.drawn();
	await until(() => /here-it-is.*5/.test(session.lines().at(-1) ?? ''));
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

/** An ssh that answers `-G` as the real one, writes down all else, and ends as one that cannot connect. */
const recording = `#!/bin/sh
case " $* " in
*' -G '*) exec /usr/bin/ssh "$@" ;;
*' -t '* | *' -N '*) exit 255 ;;
esac
for word; do printf '%s\\n' "$word"; done >"$ARGV_FILE"
echo 'ssh: connect to host: no route' >&2
exit 255
`;

it('the host stands behind the end of the options, and a connection that fails is told', async () => {
	const folder = temporaryDirectory();
	const bin = join(folder, 'bin');
	mkdirSync(bin);
	writeFileSync(join(bin, 'ssh'), recording);
	chmodSync(join(bin, 'ssh'), 0o755);
	const argvFile = join(folder, 'argv');
	const session = openScreenSession({
		env: {PATH: `${bin}:${process.env['PATH']}`, ARGV_FILE: argvFile},
		nodes: '  - name: here-it-is\n    host: 127.0.0.1\n    ssh: {user: pi, port: 1, jump: none}\n',
	});
	await session.drawn();
	session.type('x');
	await until(() =>
		/No connection to here-it-is, or it was lost\. You can read why after q\./.test(
			session.lines().at(-1) ?? '',
		),
	);
	const argv = readFileSync(argvFile, 'utf8').trim().split('\n');
	expect(argv.slice(-2)).toEqual(['--', '127.0.0.1']);
	expect(argv.join(' ')).toContain('-p 1 -l pi -J none --');
	expect(argv.join(' ')).toMatch(/UserKnownHostsFile=.*clusterdeck\/known_hosts"/);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	expect(session.lines().join('\n')).toContain('ssh: connect to host: no route');
});

it('with --read-only there is none', async () => {
	const session = openScreenSession({...local, args: ['--read-only']});
	await session.drawn();
	session.type('x');
	await until(() => /read-only/.test(session.lines().at(-1) ?? ''));
	expect(session.isFullScreen()).toBe(true);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});
