import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/accelerators');

/** The lines of a file of test/fixtures/accelerators. */
export function accelerators(file: string): readonly string[] {
	return readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
}
