/** The built program ends when it is told to, whatever it waits for. */
import {spawn} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {programPath} from '../helpers/program.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

/** Of a name server that hears and says nothing; only root may lay its address over this machine's own. */
const silentAddress = '127.77.0.1';
const withNameServer = 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"';

it.runIf(process.platform === 'linux' && process.getuid?.() === 0).each([['--once'], ['doctor']])(
	'%s ends soon after Ctrl-C, also where a name server does not answer',
	async command => {
		const server = createSocket('udp4').bind(53, silentAddress);
		onTestFinished(() => void server.close());
		await once(server, 'listening');
		const folder = temporaryDirectory();
		const path = (name: string) => join(folder, name);
		writeFileSync(path('resolv.conf'), `nameserver ${silentAddress}\n`);
		writeFileSync(path('config.yaml'), 'version: 1\nnodes:\n  - {name: far, host: far.example}\n');
		const program = [process.execPath, programPath, command, '--config', path('config.yaml')];
		const child = spawn(
			'unshare',
			['-m', 'sh', '-c', withNameServer, 'sh', path('resolv.conf'), ...program],
			{stdio: 'ignore', env: {...process.env, HOME: folder, XDG_STATE_HOME: folder}},
		);
		await once(server, 'message');
		const startedMs = performance.now();
		child.kill('SIGINT');
		const [exitCode, signal] = await once(child, 'close');
		// The name server is given ten seconds (man 5 resolv.conf).
		expect(performance.now() - startedMs).toBeLessThan(8000);
		expect(exitCode ?? signal).toBe('SIGINT');
	},
);
