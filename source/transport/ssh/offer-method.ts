import type {AnyAuthMethod, ParsedKey} from 'ssh2';
import type {Offer} from './offered-keys.ts';
import {OneKeyAgent, type Sign, signByAgent} from './one-key-agent.ts';

export type Offering = {
	readonly username: string;
	/** Undefined when nobody unlocks it. */
	readonly unlock: (path: string) => Promise<ParsedKey | undefined>;
	/** The server would take the key, and has its signature. */
	readonly onSigned: () => void;
	/** There is no signature: ssh2 is not told, which would call that an error of the connection. */
	readonly onUnsigned: () => void;
};

/** How a key is offered in the terms of ssh2; undefined when nobody unlocks it. */
export async function methodFor(
	offer: Offer,
	offering: Offering,
): Promise<AnyAuthMethod | undefined> {
	switch (offer.from) {
		case 'file':
			return byKey(offer.key, offering);
		case 'agent':
			return byAgent(offer.publicKey, signByAgent(offer.socket, offer.publicKey), offering);
		default:
			return lockedMethod(offer, offering);
	}
}

async function lockedMethod(
	{path, publicKey}: Extract<Offer, {from: 'locked'}>,
	offering: Offering,
): Promise<AnyAuthMethod | undefined> {
	if (publicKey !== undefined) {
		const sign: Sign = async (signed, hash) => (await offering.unlock(path))?.sign(signed, hash);
		return byAgent(publicKey, sign, offering);
	}

	const key = await offering.unlock(path);
	return key && byKey(key, offering);
}

function byKey(key: ParsedKey, {username}: Offering): AnyAuthMethod {
	return {type: 'publickey', username, key};
}

function byAgent(
	publicKey: ParsedKey,
	sign: Sign,
	{username, onSigned, onUnsigned}: Offering,
): AnyAuthMethod {
	const agent = new OneKeyAgent(publicKey, async (signed, hash) => {
		const signature = await sign(signed, hash);
		if (signature === undefined) {
			onUnsigned();
		} else {
			onSigned();
		}

		return signature;
	});
	return {type: 'agent', username, agent};
}
