import type {Buffer} from 'node:buffer';
import type {EventEmitter} from 'node:events';
import {partOf} from './part-of.ts';

/** RFC 4254 names no least size. With packets of a few bytes a write of megabytes would block this program for long. */
const leastPacketBytes = 256;

type Client = EventEmitter & {readonly destroy: () => unknown};
type Opened = {readonly packetSize: number};
type Data = [protocol: unknown, id: number, bytes: Buffer, ...type: number[]];
type Channel = {readonly incoming: {readonly window: number}};

/** The parts of an ssh2 client that see what a server says of channels; they are there once it connects. */
type Inside = {
	readonly _chanMgr: {readonly get: (id: number) => Channel | (() => void) | undefined};
	readonly _protocol: {readonly _handlers: Handlers};
};

type Handlers = {
	/** A channel that the server opens, as to a port where it listens for us. */
	CHANNEL_OPEN: (protocol: unknown, opened: Opened) => void;
	CHANNEL_OPEN_CONFIRMATION: (protocol: unknown, opened: Opened) => void;
	CHANNEL_DATA: (...data: Data) => void;
	/** The type of the data stands last. */
	CHANNEL_EXTENDED_DATA: (...data: Data) => void;
};

/**
 * Ends the connection where ssh2 would believe its server: into packets that may hold nothing it writes for ever, and
 * what is sent beyond a window it keeps, however much that is. No option refuses either, so its handlers are wrapped.
 */
export function distrustChannels(client: Client): void {
	if (!hasInside(client)) {
		throw new Error('this ssh2 keeps its handlers elsewhere');
	}

	const {_chanMgr: channels, _protocol: protocol} = client;
	const handlers = protocol._handlers;
	const {CHANNEL_OPEN, CHANNEL_OPEN_CONFIRMATION, CHANNEL_DATA, CHANNEL_EXTENDED_DATA} = handlers;
	const end = (problem: string): void => {
		client.emit('error', new Error(problem));
		client.destroy();
	};
	const fits = ([, id, {length}]: Data): boolean => {
		const channel = channels.get(id);
		return typeof channel !== 'object' || length <= channel.incoming.window;
	};
	handlers.CHANNEL_OPEN = (from, opened) =>
		opened.packetSize < leastPacketBytes
			? end(`it wants packets of ${opened.packetSize} bytes`)
			: CHANNEL_OPEN(from, opened);
	handlers.CHANNEL_OPEN_CONFIRMATION = (from, opened) =>
		opened.packetSize < leastPacketBytes
			? end(`it wants packets of ${opened.packetSize} bytes`)
			: CHANNEL_OPEN_CONFIRMATION(from, opened);
	handlers.CHANNEL_DATA = (...data) => (fits(data) ? CHANNEL_DATA(...data) : end(beyondWindow));
	handlers.CHANNEL_EXTENDED_DATA = (...data) =>
		fits(data) ? CHANNEL_EXTENDED_DATA(...data) : end(beyondWindow);
}

const beyondWindow = 'it sends more than it was given room for';

function hasInside(client: Client): client is Client & Inside {
	const protocol = partOf(client, '_protocol');
	const handlers = partOf(protocol, '_handlers');
	return (
		typeof partOf(partOf(client, '_chanMgr'), 'get') === 'function' &&
		['CHANNEL_OPEN', 'CHANNEL_OPEN_CONFIRMATION', 'CHANNEL_DATA', 'CHANNEL_EXTENDED_DATA'].every(
			name => typeof partOf(handlers, name) === 'function',
		)
	);
}
