import {Buffer} from 'node:buffer';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openHostKeyCheck} from '../../../source/transport/ssh/host-keys.ts';
import {lineFor, makeHostKey} from '../../helpers/host-keys.ts';
import {targetOf} from '../../helpers/logged-in.ts';
import {type Sshd, startSshd} from '../../helpers/sshd.ts';

const other = makeHostKey('ed25519');
const otherType = makeHostKey('ecdsa');

/** PORT and KEY are those of the server. */
const files: readonly (readonly [string, string, string | undefined])[] = [
	['nothing', '', undefined],
	['the port', '[127.0.0.1]:PORT KEY\n', undefined],
	['the host without its port', '127.0.0.1 KEY\n', undefined],
	['another port', '[127.0.0.1]:1 KEY\n', undefined],
	['a pattern', '[127.0.0.?]:* KEY\n', undefined],
	['a pattern that is negated', '*,![127.0.0.1]:PORT,!127.0.0.1 KEY\n', undefined],
	['another key', lineFor('[127.0.0.1]:PORT', other), undefined],
	['a key of another type', lineFor('[127.0.0.1]:PORT', otherType), undefined],
	['another key for the port', `127.0.0.1 KEY\n${lineFor('[127.0.0.1]:PORT', other)}`, undefined],
	['another key for the host', lineFor('127.0.0.1', other), undefined],
	['two keys', `${lineFor('[127.0.0.1]:PORT', other)}[127.0.0.1]:PORT KEY\n`, undefined],
	['a revoked key', '[127.0.0.1]:PORT KEY\n@revoked * KEY\n', undefined],
	['another revoked key', `[127.0.0.1]:PORT KEY\n${lineFor('@revoked *', other)}`, undefined],
	['an authority', '@cert-authority * KEY\n', undefined],
	['the alias', 'rack-7 KEY\n', 'Rack-7'],
	['the port of the alias', '[rack-7]:PORT KEY\n', 'rack-7'],
	['the port and not the alias', '[127.0.0.1]:PORT KEY\n', 'rack-7'],
];

test('a server is trusted as ssh trusts it, whatever is recorded', async () => {
	const sshd = await startSshd();
	const compared = [];
	for (const [what, text, alias] of files) {
		const file = join(sshd.folder, 'known_hosts');
		writeFileSync(file, text.replaceAll('PORT', `${sshd.port}`).replaceAll('KEY', sshd.hostKey));
		compared.push({
			what,
			ours: await isTrustedHere(sshd, file, alias),
			theirs: isTrustedBySsh(sshd, file, alias),
		});
	}

	expect(compared.filter(({ours, theirs}) => ours !== theirs)).toEqual([]);
	expect(compared.filter(({ours}) => ours).map(({what}) => what)).toEqual([
		'the port',
		'the host without its port',
		'a pattern',
		'two keys',
		'another revoked key',
		'the alias',
	]);
});

async function isTrustedHere(sshd: Sshd, file: string, alias: string | undefined) {
	const target = targetOf(sshd, {
		knownHostsFiles: [file],
		hostKeyName: alias ?? '127.0.0.1',
	});
	const check = await openHostKeyCheck(target);
	const key = Buffer.from(sshd.hostKey.split(' ')[1] ?? '', 'base64');
	return check.ok && check.value.verify(key) === undefined;
}

function isTrustedBySsh(sshd: Sshd, file: string, alias: string | undefined): boolean {
	const options = {
		...{UserKnownHostsFile: file, GlobalKnownHostsFile: '/dev/null'},
		...{StrictHostKeyChecking: 'yes', BatchMode: 'yes', IdentityFile: sshd.clientKey},
		...{IdentitiesOnly: 'yes', UpdateHostKeys: 'no', ConnectTimeout: '10'},
		...(alias === undefined ? {} : {HostKeyAlias: alias}),
	};
	const args = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
	const server = ['-p', `${sshd.port}`, `${sshd.user}@127.0.0.1`];
	const {status, stderr} = spawnSync('ssh', ['-F', 'none', ...args, ...server, 'true'], {
		encoding: 'utf8',
	});
	if (status !== 0 && !stderr.includes('Host key verification failed')) {
		throw new Error(stderr);
	}

	return status === 0;
}
