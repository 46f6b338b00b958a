/** Prints `ready`, then what becomes of it: `stopping` at the first signal, and it ends a while later by itself. */
import process from 'node:process';
import {stopOnSignals} from '../../../source/cli/stop-on-signals.ts';

const stopping = new AbortController();
const status = stopOnSignals(stopping);
const timer = setTimeout(() => undefined, 60_000);
stopping.signal.addEventListener('abort', () => {
	process.stdout.write('stopping\n');
	if (process.argv[2] === 'promptly') {
		clearTimeout(timer);
		process.exitCode = status() ?? -1;
	}
});
process.stdout.write(`ready ${status()}\n`);
