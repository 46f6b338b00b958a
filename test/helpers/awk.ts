import {execFileSync} from 'node:child_process';

/** What awk makes of a file: a second opinion on a number. */
export function awkNumbers(program: string, file: string): readonly number[] {
	return execFileSync('awk', [program, file], {encoding: 'utf8'})
		.split(/\s+/)
		.filter(word => word !== '')
		.map(Number);
}
