import process from 'node:process';

/** 128 plus the number of the signal, as shells report it. */
const statuses = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143} as const;

/** What keys make signals of. */
const typed: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);

/**
 * The first signal asks for an orderly end; a second of any kind ends at once. Returns the exit status it calls for.
 * While another program has the terminal the signals of keys are for that one.
 */
export function stopOnSignals(
	stopping: AbortController,
	isHandedOver: () => boolean = () => false,
): () => number | undefined {
	let status: number | undefined;
	for (const [name, number] of Object.entries(statuses)) {
		process.on(name, () => {
			if (typed.has(name) && isHandedOver()) {
				return;
			}

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
