import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {makeKey} from './sshd.ts';

/** A key in this folder with a certificate of an authority that was made for it. */
export function certified(folder: string): string {
	const authority = makeKey(join(folder, 'authority'));
	const key = makeKey(join(folder, 'certified'));
	execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'test', '-n', 'root', `${key}.pub`]);
	return key;
}
