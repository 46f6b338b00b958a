import type {Server} from 'node:http';

/** On 127.0.0.1, or another address of a namespace of its own. */
export async function listen(
	server: Server,
	port: number,
	host = '127.0.0.1',
): Promise<{readonly port: number; readonly close: () => Promise<void>}> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : port,
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
