import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export type HostKey = {
	readonly type: string;
	readonly base64: string;
	/** As it comes over the wire. */
	readonly bytes: Uint8Array;
	/** As ssh-keygen tells it. */
	readonly fingerprint: string;
};

/** A new key of ssh-keygen's: `ed25519`, `ecdsa`, `rsa`. */
export function makeHostKey(kind: string): HostKey {
	return inFolder(directory => {
		const file = join(directory, 'key');
		execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', '', '-f', file]);
		const [type = '', base64 = ''] = readFileSync(`${file}.pub`, 'utf8').trim().split(' ');
		const told = execFileSync('ssh-keygen', ['-l', '-f', `${file}.pub`], {encoding: 'utf8'});
		const fingerprint = told.split(' ')[1] ?? '';
		return {type, base64, bytes: Buffer.from(base64, 'base64'), fingerprint};
	});
}

/** A host certificate that signs itself: `ssh-ed25519-cert-v01@openssh.com AAAA...`. */
export function makeCertificate(): string {
	return inFolder(directory => {
		const file = join(directory, 'key');
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
		execFileSync('ssh-keygen', ['-q', '-s', file, '-I', 'pi', '-h', `${file}.pub`]);
		return readFileSync(`${file}-cert.pub`, 'utf8').trim();
	});
}

function inFolder<Value>(work: (directory: string) => Value): Value {
	const directory = mkdtempSync(join(tmpdir(), 'clusterdeck-'));
	try {
		return work(directory);
	} finally {
		rmSync(directory, {recursive: true});
	}
}

/** A line of known_hosts. */
export function lineFor(hosts: string, {type, base64}: HostKey): string {
	return `${hosts} ${type} ${base64}\n`;
}
