import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {startCommand} from '../../scripts/lab/command.ts';
import {makeKey} from '../../scripts/lab/keys.ts';
import type {Lab} from '../../scripts/lab/lab.ts';
import {until} from './until.ts';

export type Impostor = {
	/** `SHA256:...` of the key that it shows. */
	readonly fingerprint: string;
	/** `ssh-ed25519 AAAA...` */
	readonly key: string;
	/** Since it was asked last, when so many connections have ended. */
	readonly heard: (connections: number) => Promise<Heard>;
	readonly stop: () => void;
};

export type Heard = {
	/** For each connection, in order, the packets that came in: `Received SERVICE_REQUEST (ssh-userauth)`. */
	readonly connections: readonly (readonly string[])[];
	/** What was tried to log in, on any of them. */
	readonly authentications: readonly string[];
};

type Told = {readonly connection: string; readonly heard: string};

/** Takes the place of a host's sshd, at its address, with another key. */
export async function impersonate(rack: Lab, host: string): Promise<Impostor> {
	await rack.fault(host, 'closed-port');
	const keyFile = join(rack.folder, 'hosts', host, 'impostor');
	await makeKey(keyFile, 'ed25519', 'impostor');
	const script = join(import.meta.dirname, 'children/mitm-server.ts');
	const child = startCommand(rack.argvInHost(host, [process.execPath, script, keyFile]), {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	let said = '';
	let read = 1;
	await new Promise(listening => {
		child.stdout?.setEncoding('utf8').on('data', (text: string) => {
			said += text;
			listening(undefined);
		});
	});
	return {
		fingerprint:
			execFileSync('ssh-keygen', ['-l', '-f', keyFile], {encoding: 'utf8'}).split(' ')[1] ?? '',
		key: readFileSync(`${keyFile}.pub`, 'utf8').split(' ').slice(0, 2).join(' '),
		async heard(connections) {
			const fresh = (): readonly Told[] => said.split('\n').slice(read, -1).map(readLine);
			await until(() => fresh().filter(({heard}) => heard === 'close').length >= connections);
			const told = fresh();
			read += told.length;
			return sortOut(told);
		},
		stop: () => child.stdin?.end(),
	};
}

const readLine = (line: string): Told => JSON.parse(line) as Told;

function sortOut(told: readonly Told[]): Heard {
	const byConnection = Map.groupBy(told, ({connection}) => connection);
	const authentications = byConnection.get('') ?? [];
	byConnection.delete('');
	return {
		connections: [...byConnection.values()].map(each =>
			each.map(({heard}) => heard.replace('Inbound: ', '')),
		),
		authentications: authentications.map(({heard}) => heard).filter(heard => heard !== 'close'),
	};
}
