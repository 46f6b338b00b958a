import type {JobColumn} from '../domain/screen.ts';

/** Columns of the table of jobs beside the id, the name, the state, the time and where it runs; from which width of the terminal each is there by itself (SCREENS 4). In the order of the table. */
const plans: ReadonlyArray<readonly [column: JobColumn, from: number]> = [
	['user', 100],
	['account', 160],
	['partition', 100],
	['qos', 160],
	['limit', 120],
	['nodes', Number.POSITIVE_INFINITY],
	['cpus', 120],
	['gpus', 120],
	['memory', 200],
	['priority', 160],
	['submitted', 200],
];

export const jobColumnNames: readonly JobColumn[] = plans.map(([column]) => column);

export function defaultJobColumns(columns: number): readonly JobColumn[] {
	return plans.filter(([, from]) => columns >= from).map(([column]) => column);
}
