import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import {drawnHex} from './draw.ts';
import type {NodeLife} from './life.ts';
import type {Absence} from './plan.ts';

export function failureOfAbsence({plan}: NodeLife, {how}: Absence): Failure {
	return how === 'refused'
		? {kind: 'refused', where: plan.name}
		: {kind: 'unreachable', where: plan.name, reason: 'no route to host'};
}

const knownHosts = '~/.ssh/known_hosts';
const keyFile = '~/.ssh/id_rack';
const keyType = 'ssh-ed25519';

/** What a node that is there asks of us; undefined when it lets us in. */
export function failureOfAccess(life: NodeLife, atSecond: number): Failure | undefined {
	const {name: where, access} = life.plan;
	if (atSecond < access.fromSecond) {
		return undefined;
	}

	switch (access.kind) {
		case 'open':
			return undefined;
		case 'keyUnknown':
			return {kind: 'hostKeyUnknown', where, keyType, fingerprint: fingerprintOf(life, 'new')};
		case 'keyChanged':
			return {
				...{kind: 'hostKeyMismatch', where, keyType, fingerprint: fingerprintOf(life, 'new')},
				name: where,
				files: [knownHosts],
				recorded: {
					file: knownHosts,
					line: 1 + (Number.parseInt(drawnHex(2, life.seed, where, 'line'), 16) % 90),
					isRevoked: false,
					fingerprint: fingerprintOf(life, 'old'),
				},
			};
		case 'passphrase':
			return {kind: 'needsPassphrase', where, keyFile};
		default:
			return assertNever(access.kind);
	}
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const fingerprintLength = 43;

/** As OpenSSH writes them: SHA-256 in base64 without its padding. */
function fingerprintOf({seed, plan}: NodeLife, which: string): string {
	const hex = drawnHex(2 * fingerprintLength, seed, plan.name, which, 'key');
	let text = '';
	for (let place = 0; place < fingerprintLength; place += 1) {
		const number = Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16);
		// The last character holds four bits of the 256 only.
		text += base64[place === fingerprintLength - 1 ? (number % 16) * 4 : number % 64];
	}

	return `SHA256:${text}`;
}
