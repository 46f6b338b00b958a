/** In what the names of logs differ between versions of Slurm: docs/slurm-versions.md. */
export type LogDialect = {
	/** What is put in the name of the file. */
	readonly letters: string;
	/** Where the batch step has no number: `batch`. */
	readonly isBatchNamed: boolean;
	/** One parser for the file and for what scontrol tells of it, which is then whole. */
	readonly hasOneParser: boolean;
	/** What scontrol has put in where it tells a name; until 22.05 only without a width: `%j`, not `%5j`. */
	readonly told: {readonly letters: string; readonly hasWidths: boolean};
	/** squeue tells `slurm-17.out` of a task that asked for no log, by the id of its record. */
	readonly hidesTasks: boolean;
};

/** Each of the first version that has it; 20.02 is the oldest that is read. */
export const logVersions = ['20.02', '20.11', '23.02', '24.05', '24.11', '25.11'] as const;

/** `22.05.8`; of a cluster that does not tell its version: as the newest does it. */
export function logDialectOf(version: string | undefined): LogDialect {
	const [, year = '99', month = '0'] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
	const isFrom = (first: (typeof logVersions)[number]): boolean =>
		Number(year) + Number(month) / 100 >= Number(first);
	const lastDigit = isFrom('24.11') ? 'b' : '';
	return {
		letters: `AaJjNnstux${lastDigit}${isFrom('25.11') ? 'rS' : ''}`,
		isBatchNamed: isFrom('20.11'),
		hasOneParser: isFrom('25.11'),
		told: {letters: `Aajux${lastDigit}`, hasWidths: isFrom('23.02')},
		hidesTasks: !isFrom('24.05'),
	};
}
