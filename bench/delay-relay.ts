import {connect, createServer, type Socket} from 'node:net';

/** Carries TCP connections to a port of this machine, each byte later by half of a round trip. Resolves to its own port. */
export function openDelayRelay(port: number, roundTripMs: number): Promise<number> {
	const server = createServer({noDelay: true}, near => {
		const far = connect({port, host: '127.0.0.1', noDelay: true});
		carry(near, far, roundTripMs / 2);
		carry(far, near, roundTripMs / 2);
	});
	return new Promise((resolve, reject) => {
		server.on('error', reject);
		server.unref().listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : 0);
		});
	});
}

/** Timers of one length end in the order in which they were set. */
function carry(from: Socket, to: Socket, delayMs: number): void {
	from.on('data', bytes => setTimeout(() => to.write(bytes), delayMs));
	from.on('error', () => to.destroy());
	from.on('close', () => to.destroy());
}
