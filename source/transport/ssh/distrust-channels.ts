import type {Buffer} from 'node:buffer';
import type {EventEmitter} from 'node:events';
import {partOf} from './part-of.ts';

/** RFC 4254 names no least size. With packets of a few bytes a write of megabytes would block this program for long. */
const leastPacketBytes = 256;

type Client = EventEmitter & {readonly destroy: () => unknown};
/** `sender`: how the server calls the channel. */
type Opened = {readonly packetSize: number; readonly sender: number};
type Data = [protocol: unknown, id: number, bytes: Buffer, ...type: number[]];
type Channel = {readonly incoming: {readonly window: number}};

/** The parts of an ssh2 client that see what a server says of channels; they are there once it connects. */
type Inside = {
	readonly _chanMgr: {readonly get: (id: number) => Channel | (() => void) | undefined};
	readonly _protocol: Protocol;
};

type Protocol = {
	readonly _handlers: Handlers;
	channelClose: (sender: number) => unknown;
	channelWindowAdjust: (sender: number, bytes: number) => unknown;
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
	const {noteOpened} = grantNothingClosed(protocol);
	const opening =
		(open: Handlers['CHANNEL_OPEN']): Handlers['CHANNEL_OPEN'] =>
		(from, opened) => {
			noteOpened(opened);
			if (opened.packetSize < leastPacketBytes) {
				end(`it wants packets of ${opened.packetSize} bytes`);
			} else {
				open(from, opened);
			}
		};
	handlers.CHANNEL_OPEN = opening(CHANNEL_OPEN);
	handlers.CHANNEL_OPEN_CONFIRMATION = opening(CHANNEL_OPEN_CONFIRMATION);
	handlers.CHANNEL_DATA = (...data) => (fits(data) ? CHANNEL_DATA(...data) : end(beyondWindow));
	handlers.CHANNEL_EXTENDED_DATA = (...data) =>
		fits(data) ? CHANNEL_EXTENDED_DATA(...data) : end(beyondWindow);
}

/**
 * Who reads on in a channel that was closed has ssh2 grant it more room, by a number that the server may have given to the
 * next channel: that one sends more than it was given room for then, through no fault of the server's.
 */
function grantNothingClosed(protocol: Protocol) {
	const closed = new Set<number>();
	const close = protocol.channelClose.bind(protocol);
	const grant = protocol.channelWindowAdjust.bind(protocol);
	protocol.channelClose = sender => {
		closed.add(sender);
		return close(sender);
	};
	protocol.channelWindowAdjust = (sender, bytes) =>
		closed.has(sender) ? undefined : grant(sender, bytes);
	return {
		noteOpened({sender}: Opened): void {
			closed.delete(sender);
		},
	};
}

const beyondWindow = 'it sends more than it was given room for';

function hasInside(client: Client): client is Client & Inside {
	const protocol = partOf(client, '_protocol');
	const handlers = partOf(protocol, '_handlers');
	return (
		typeof partOf(partOf(client, '_chanMgr'), 'get') === 'function' &&
		['channelClose', 'channelWindowAdjust'].every(
			name => typeof partOf(protocol, name) === 'function',
		) &&
		['CHANNEL_OPEN', 'CHANNEL_OPEN_CONFIRMATION', 'CHANNEL_DATA', 'CHANNEL_EXTENDED_DATA'].every(
			name => typeof partOf(handlers, name) === 'function',
		)
	);
}
