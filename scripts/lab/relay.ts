/**
 * node relay.ts SOCKET
 *
 * Carries Ethernet frames, a UDP datagram each, between the two socats of every slow link; delays, jitters and drops
 * them. The kernel's own way (tc netem) is a module that many kernels lack. One process for all links of a lab; what a
 * link does is set by a line of JSON on SOCKET, also while it carries, and answered with `ok`.
 */
import {createSocket} from 'node:dgram';
import {linkSync} from 'node:fs';
import {createServer} from 'node:net';
import {createInterface} from 'node:readline';

export type LinkOrder = {
	/** UDP ports on 127.0.0.1: ours and the socat's, at the switch and at the host. */
	readonly ports: readonly [ours: number, theirs: number, ours: number, theirs: number];
	/** Of a round trip: half of it each way. */
	readonly delayMs: number;
	/** Most that a round trip may take more or less. Frames stay in order. */
	readonly jitterMs: number;
	/** 0..1, of round trips. */
	readonly lossFraction: number;
};

type Frame = {readonly dueMs: number; readonly bytes: Uint8Array};
type Carry = (bytes: Uint8Array) => void;

const links = new Map<number, {order: LinkOrder}>();
const [, , socketPath = ''] = process.argv;

createServer(connection => {
	createInterface(connection).on('line', line => {
		setLink(JSON.parse(line) as LinkOrder, () => connection.write('ok\n'));
	});
}).listen(`${socketPath}.${process.pid}`, () => {
	// It has its name when it listens, and not before; a second one finds it taken, and ends.
	linkSync(`${socketPath}.${process.pid}`, socketPath);
});

function setLink(order: LinkOrder, done: () => void): void {
	const [key] = order.ports;
	const link = links.get(key);
	if (link !== undefined) {
		link.order = order;
		done();
		return;
	}

	const fresh = {order};
	links.set(key, fresh);
	const [nearPort, nearPeer, farPort, farPeer] = order.ports;
	const near = createSocket('udp4');
	const far = createSocket('udp4');
	near.on(
		'message',
		delayed(fresh, bytes => far.send(bytes, farPeer, '127.0.0.1')),
	);
	far.on(
		'message',
		delayed(fresh, bytes => near.send(bytes, nearPeer, '127.0.0.1')),
	);
	// A socat that is not there yet, or no longer, answers with an error that is none of ours.
	near.on('error', () => undefined);
	far.on('error', () => undefined);
	near.bind(nearPort, '127.0.0.1', () => {
		far.bind(farPort, '127.0.0.1', done);
	});
}

/** One direction of a link: a queue and one timer for its head. */
function delayed(link: {order: LinkOrder}, carry: Carry): Carry {
	const queue: Frame[] = [];
	const carryDue = () => {
		const nowMs = performance.now();
		for (let [head] = queue; head !== undefined && head.dueMs <= nowMs; [head] = queue) {
			queue.shift();
			carry(head.bytes);
		}

		const [next] = queue;
		if (next !== undefined) {
			setTimeout(carryDue, Math.max(0, next.dueMs - nowMs));
		}
	};
	return bytes => {
		const {delayMs, jitterMs, lossFraction} = link.order;
		// Lost on neither way: (1 - each way)^2 = 1 - lossFraction.
		if (Math.random() > Math.sqrt(1 - lossFraction)) {
			return;
		}

		const ownMs = delayMs / 2 + ((Math.random() * 2 - 1) * jitterMs) / 2;
		if (ownMs <= 0 && queue.length === 0) {
			carry(bytes);
			return;
		}

		const dueMs = Math.max(queue.at(-1)?.dueMs ?? 0, performance.now() + Math.max(0, ownMs));
		queue.push({dueMs, bytes});
		if (queue.length === 1) {
			setTimeout(carryDue, Math.max(0, dueMs - performance.now()));
		}
	};
}
