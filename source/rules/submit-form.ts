import type {SbatchOption} from '../domain/submission.ts';

/** What is asked of every script, whether it says it or not. */
const usual: readonly string[] = [
	...['job-name', 'partition', 'time', 'nodes', 'ntasks', 'cpus-per-task', 'mem', 'gpus'],
];

/** The options of the script, and those of use that it lacks. */
export function formOptions(options: readonly SbatchOption[]): readonly SbatchOption[] {
	const said = new Set(options.map(({name}) => name));
	const missing = usual.filter(name => !said.has(name));
	return [...options, ...missing.map(name => ({name, value: undefined, line: undefined}))];
}

/** An option as it stands in the form: `typed` is what a person put over it. */
type FormOption = SbatchOption & {readonly typed: string | undefined};

/**
 * What of the form is said to sbatch beside the script: what was typed over it. Its comment is said again, for ours would
 * take its place.
 */
export function typedOptions(fields: readonly FormOption[]): readonly string[] {
	return fields.flatMap(({name, value, typed}) => {
		const said = typed ?? (name === 'comment' ? value : undefined);
		return said === undefined ? [] : [`--${name}=${said}`];
	});
}
