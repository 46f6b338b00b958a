import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/slurm');

/** A capture of test/fixtures/slurm, as UTF-8: `err-badtime-sbatch.txt.err`. */
export function slurmText(file: string): string {
	return readFileSync(join(folder, file), 'utf8');
}
