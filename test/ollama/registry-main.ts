/**
 * node test/ollama/registry-main.ts --folder FOLDER --address ADDRESS --port PORT [--rate BYTES_PER_SECOND]
 *
 * The registry as a program of its own, for a namespace of its own. It says `listening`, and ends when it is told to.
 */
import {parseArgs} from 'node:util';
import {startRegistry} from './registry.ts';

const {values} = parseArgs({
	options: {
		folder: {type: 'string', default: ''},
		address: {type: 'string', default: '127.0.0.1'},
		port: {type: 'string', default: '0'},
		rate: {type: 'string'},
	},
});
const {folder, address, port, rate} = values;
await startRegistry({
	...{folder, address, port: Number(port)},
	bytesPerSecond: rate === undefined ? undefined : Number(rate),
});
process.stdout.write('listening\n');
