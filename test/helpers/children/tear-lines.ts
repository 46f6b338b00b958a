/** Leaves halves of lines in a file as fast as it can, until it is stopped: `tear-lines.ts FILE`. */
import {closeSync, openSync, writeSync} from 'node:fs';
import process from 'node:process';

const [path = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for (;;) {
	const file = openSync(path, 'a');
	writeSync(file, '{"sum":"0');
	closeSync(file);
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
