import {setTimeout as pause} from 'node:timers/promises';

/** Waits for real programs: looks every 10 ms, up to a minute, which no promise is made of: a machine may do much else. */
export async function until(condition: () => boolean): Promise<void> {
	const endMs = performance.now() + 60_000;
	while (!condition()) {
		if (performance.now() > endMs) {
			throw new Error(`it did not happen in time: ${condition.toString()}`);
		}

		await pause(10);
	}
}
