import process from 'node:process';
import type {Clock} from '../domain/clock.ts';

/** A process group without a shell to continue it is not stopped: then the screen comes back after this time. */
const longestStartMs = 200;

/** Stops the process group as the terminal does on Ctrl-Z; resolves when it goes on. Nobody else may catch SIGTSTP. */
export function stopUntilContinued(clock: Clock): Promise<void> {
	return new Promise(resolve => {
		const goOn = (): void => {
			cancelTimer();
			process.off('SIGCONT', goOn);
			resolve();
		};
		const cancelTimer = clock.startTimer(longestStartMs, goOn);
		process.on('SIGCONT', goOn);
		process.kill(0, 'SIGTSTP');
	});
}
