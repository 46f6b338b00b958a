import {Buffer} from 'node:buffer';
import ssh2, {type ParsedKey} from 'ssh2';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {PublicHalf} from '../../parsers/private-key.ts';
import type {KeyLook, KeyRing} from './key-ring.ts';

/** A key that may be offered to a server, and who signs with it. */
export type Offer =
	| {readonly from: 'agent'; readonly socket: string; readonly publicKey: ParsedKey}
	| {readonly from: 'file'; readonly key: ParsedKey}
	/** Asked for when the server says that it would take the key; before that, where its public half is not known. */
	| {readonly from: 'locked'; readonly path: string; readonly publicKey: ParsedKey | undefined};

export type Offers = {
	readonly offers: readonly Offer[];
	/** The first key file that cannot be used, and why. */
	readonly unusable: string | undefined;
};

/** One less than the six tries that sshd grants by default (MaxAuthTries). */
const mostOffers = 5;

/**
 * Keys of the agent that a file names, the agent's others unless IdentitiesOnly, then key files, encrypted ones last.
 * An agent full of keys for elsewhere does not crowd out the files that are meant for this host.
 */
export async function offersFor(target: SshTarget, keys: KeyRing): Promise<Offers> {
	const {identityFiles, agentSocket, isIdentitiesOnly} = target;
	const [looks, held] = await Promise.all([
		Promise.all(identityFiles.map(async path => ({path, look: await keys.look(path)}))),
		agentSocket === undefined ? [] : keys.agentKeys(agentSocket),
	]);
	const named = new Set(looks.map(({look}) => halfOf(look)?.base64));
	const heldBase64 = new Set(held.map(({base64}) => base64));
	const inOrder = looks.flatMap(({look}) =>
		held.filter(key => key.base64 === halfOf(look)?.base64),
	);
	const others = isIdentitiesOnly ? [] : held.filter(({base64}) => !named.has(base64));
	const onDisk = looks.filter(({look}) => !heldBase64.has(halfOf(look)?.base64 ?? ''));
	const files = [
		...onDisk.flatMap(({look}) => (look.state === 'open' ? [fileOffer(look.key)] : [])),
		...onDisk.flatMap(({path, look}) => (look.state === 'locked' ? [lockedOffer(path, look)] : [])),
	];
	const matching = agentOffers(inOrder, agentSocket);
	const room = Math.max(1, mostOffers - matching.length - files.length);
	const unusable = looks.find(({look}) => look.state === 'unusable');
	return {
		offers: [...matching, ...agentOffers(others, agentSocket).slice(0, room), ...files].slice(
			0,
			mostOffers,
		),
		unusable:
			unusable?.look.state === 'unusable'
				? `the key ${unusable.path} ${unusable.look.reason}`
				: undefined,
	};
}

function halfOf(look: KeyLook): PublicHalf | undefined {
	return look.state === 'unusable' ? undefined : look.publicHalf;
}

function fileOffer(key: ParsedKey): Offer {
	return {from: 'file', key};
}

function lockedOffer(path: string, {publicHalf}: {publicHalf: PublicHalf | undefined}): Offer {
	return {from: 'locked', path, publicKey: publicHalf && publicKeyOf(publicHalf)};
}

function agentOffers(halves: readonly PublicHalf[], socket: string | undefined): readonly Offer[] {
	return halves.flatMap(half => {
		const publicKey = publicKeyOf(half);
		return publicKey === undefined || socket === undefined
			? []
			: [{from: 'agent', socket, publicKey} as const];
	});
}

/** Undefined for what ssh2 has no use for: certificates and FIDO keys. */
function publicKeyOf({base64}: PublicHalf): ParsedKey | undefined {
	const key = ssh2.utils.parseKey(Buffer.from(base64, 'base64'));
	return key instanceof Error ? undefined : key;
}
