import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/slurm');

/** A capture of test/fixtures/slurm, as UTF-8: `err-badtime-sbatch.txt.err`. */
export function slurmText(file: string): string {
	return readFileSync(join(folder, file), 'utf8');
}

/** The same as bytes, one character each, as a shell tells them. */
export function slurmBytes(file: string): string {
	return readFileSync(join(folder, file), 'latin1');
}
