/**
 * mitm-server.ts KEY_FILE: an SSH server with a key of its own at port 22, which lets nobody in and tells in a JSON line
 * each packet that it understood, by connection, and each end of one. Ends with its stdin.
 */
import {readFileSync} from 'node:fs';
import process from 'node:process';
import ssh2 from 'ssh2';

const tell = (connection: string, heard: string): void => {
	process.stdout.write(`${JSON.stringify({connection, heard})}\n`);
};
const server = new ssh2.Server(
	{
		hostKeys: [readFileSync(process.argv[2] ?? '')],
		// `[1234.5678] Inbound: Received SERVICE_REQUEST (ssh-userauth)`: the number is the connection's.
		debug(words: string) {
			const [, connection = '', heard = ''] = /^\[(.*?)\] (Inbound: .*)$/.exec(words) ?? [];
			if (heard !== '') {
				tell(connection, heard);
			}
		},
	},
	client => {
		client.on('error', () => undefined);
		client.on('close', () => tell('', 'close'));
		client.on('authentication', context => {
			tell('', `authentication by ${context.method}`);
			context.reject();
		});
	},
);
server.listen(22, () => process.stdout.write('"listening"\n'));
process.stdin.on('end', () => process.exit()).resume();
