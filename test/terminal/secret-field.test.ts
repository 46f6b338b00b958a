/** A passphrase that is typed on the full screen: it opens the key, and is nowhere to be seen. */
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const passphrase = 'correct-horse-jq?';

it('opens the key of the node, and no byte of it reaches the terminal', async () => {
	const sshd = await startSshd();
	execFileSync('ssh-keygen', ['-p', '-q', '-P', '', '-N', passphrase, '-f', sshd.clientKey]);
	const folder = temporaryDirectory();
	const knownHosts = join(folder, 'known_hosts');
	writeFileSync(knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey}\n`);
	const sshConfig = join(folder, 'config');
	writeFileSync(sshConfig, `UserKnownHostsFile ${knownHosts}\nIdentityAgent none\n`);
	const session = openScreenSession({
		env: {CLUSTERDECK_SSH_CONFIG: sshConfig, SSH_AUTH_SOCK: ''},
		nodes: [
			'  - name: here-it-is',
			'    host: 127.0.0.1',
			`    ssh: {user: ${sshd.user}, port: ${sshd.port}, identity: ${sshd.clientKey}}`,
			'',
		].join('\n'),
	});
	await session.drawn();
	await until(() => session.lines().some(line => line.includes('asks for a passphrase')));
	session.type('\r');
	await session.quiet();
	session.type(`wrong\u0015\u001b[200~${passphrase}\u001b[201~`);
	await session.quiet();
	session.type('\r');
	await until(() => session.lines().some(line => /^.{3}[●▲] here-it-is/.test(line)));
	expect(session.lines().join('\n')).not.toContain('EVERYWHERE');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	expect(session.output()).not.toContain(passphrase);
	expect(session.output()).not.toContain('correct');
});
