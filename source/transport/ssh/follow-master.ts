import type {Readable} from 'node:stream';
import {type ChannelRefusal, parseChannelWord} from '../../parsers/ssh-channel-log.ts';
import type {Address} from './node-link.ts';

/** What a master has said on stderr, for as long as it lives. */
export type MasterLog = {
	/** Its beginning and its end, at most 16 kB each: what a server prints in between may be of any length. */
	readonly said: () => string;
	/** The last refusal of any channel. */
	readonly lastRefusal: () => ChannelRefusal | undefined;
	/** To be called before the stream is asked for. */
	readonly expectStream: (address: Address) => ExpectedStream;
};

export type ExpectedStream = {
	/** Settles when the master says that this stream is refused; else never. */
	readonly refused: Promise<ChannelRefusal>;
	readonly forget: () => void;
};

const mostCharacters = 16_384;

/**
 * Reads along, since those who ask for a stream are not told why it is refused. A channel's number and its address stand
 * in two lines that follow each other, so that the word about it is for the one who asked, also among many.
 */
export function followMaster(stderr: Readable): MasterLog {
	const expected = new Set<Expected>();
	const addresses = new Map<number, string>();
	let head = '';
	let tail = '';
	let line = '';
	let asked: string | undefined;
	let lastRefusal: ChannelRefusal | undefined;

	function onLine(text: string): void {
		const word = parseChannelWord(text);
		if (word?.kind === 'streamAsked') {
			asked = word.address;
		} else if (word?.kind === 'streamMade' && asked !== undefined) {
			addresses.set(word.channel, asked);
		} else if (word?.kind === 'refused') {
			lastRefusal = word.refusal;
			settle(addresses.get(word.channel), word.refusal);
		}
	}

	function settle(address: string | undefined, refusal: ChannelRefusal): void {
		for (const one of expected) {
			if (one.address === address) {
				expected.delete(one);
				one.refuse(refusal);
				return;
			}
		}
	}

	stderr.setEncoding('latin1').on('data', (text: string) => {
		const room = mostCharacters - head.length;
		head += text.slice(0, room);
		tail = (tail + text.slice(room)).slice(-mostCharacters);
		const lines = (line + text).split('\n');
		line = (lines.pop() ?? '').slice(-mostCharacters);
		for (const each of lines) {
			onLine(each.trimEnd());
		}
	});

	return {
		said: () => head + tail,
		lastRefusal: () => lastRefusal,
		expectStream({host, port}) {
			const {promise, resolve} = Promise.withResolvers<ChannelRefusal>();
			const one = {address: `${host}:${port}`, refuse: resolve};
			expected.add(one);
			return {refused: promise, forget: () => expected.delete(one)};
		},
	};
}

type Expected = {
	readonly address: string;
	readonly refuse: (refusal: ChannelRefusal) => void;
};
