/** Writes a file once and prints the result: `write-once.ts PATH TEXT`. */
import process from 'node:process';
import {writeFileAtomically} from '../../../source/transport/write-file.ts';

const [path = '', text = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await writeFileAtomically({path, text, mode: 0o600})));
