/** open-lab.ts FOLDER: opens a lab of one host that is to end with this process, says so, and waits to be killed. */
import {openLab} from '../../../scripts/lab/lab.ts';
import process from 'node:process';

await openLab({hosts: 1, folder: process.argv[2] ?? ''});
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
