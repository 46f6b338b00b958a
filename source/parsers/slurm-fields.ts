/**
 * What programs of Slurm say of a field that their version does not have. squeue and sinfo say it of each such field,
 * end with 0 and leave its column empty; sacct and sstat say it of the first, and end with 1.
 *
 *     squeue: error: Invalid job format specification: NoSuchField
 *     sinfo: error: Invalid job format specification: NoSuchField
 *     sacct: error: Invalid field requested: "NoSuchField"
 *
 * The words are the same from 20.02 to 26.05: https://github.com/SchedMD/slurm/blob/slurm-26-05-3-1/src/squeue/opts.c
 * (parse_long_format) https://github.com/SchedMD/slurm/blob/slurm-26-05-3-1/src/sacct/options.c
 */

export const noFields: ReadonlySet<string> = new Set();

/** Those of `fields` that are asked for. */
export function fieldsWithout(
	fields: readonly string[],
	without: ReadonlySet<string>,
): readonly string[] {
	return fields.filter(field => !without.has(field));
}

/** Those of `fields` that the program says it does not have. */
export function unknownFieldsIn(stderr: string, fields: readonly string[]): readonly string[] {
	const named = stderr.matchAll(
		/(?:Invalid job format specification: |Invalid field requested: ")([\w-]+)/g,
	);
	const names = new Set([...named].map(([, name = '']) => name.toLowerCase()));
	return fields.filter(field => names.has(field.toLowerCase()));
}

/** Each value where it stands when all `fields` are told; undefined: it was not asked for. */
export function inPlace(
	values: readonly string[],
	asked: readonly string[],
	fields: readonly string[],
): ReadonlyArray<string | undefined> {
	if (asked.length === fields.length) {
		return values;
	}

	const told = new Map(asked.map((field, index) => [field, values[index]]));
	return fields.map(field => told.get(field));
}
