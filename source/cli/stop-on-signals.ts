import process from 'node:process';

/** 128 plus the number of the signal, as shells report it. */
const statuses = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143} as const;

/** The first signal asks for an orderly end; a second of any kind ends at once. Returns the exit status it calls for. */
export function stopOnSignals(stopping: AbortController): () => number | undefined {
	let status: number | undefined;
	for (const [name, number] of Object.entries(statuses)) {
		process.on(name, () => {
			if (status !== undefined) {
				endBySignal(number);
			}

			status = number;
			stopping.abort();
		});
	}

	return () => status;
}

/**
 * Ends at once, as the signal of this status does where nobody listens to it: a shell reports the same. process.exit()
 * would wait for threads that ask a silent name server.
 */
export function endBySignal(status: number): void {
	for (const [name, number] of Object.entries(statuses)) {
		if (number === status) {
			process.removeAllListeners(name);
			process.kill(process.pid, name);
		}
	}
}
