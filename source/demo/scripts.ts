import type {ProcessMarks} from './process-text.ts';

/** What the program runs on nodes, as clients writes it: handed in, so that a script that has changed is refused here. */
export type DemoScripts = {
	readonly sampler: string;
	readonly findTools: string;
	readonly askPi: string;
	/** Each with its `--query-gpu=`. */
	readonly nvidia: readonly string[];
	readonly df: readonly string[];
	readonly journal: string;
	/** Reads the path of the log. */
	readonly logFile: string;
	readonly processes: string;
	/** Reads what program of Slurm is run, and its arguments. */
	readonly slurm: string;
	/** The lines that the answer of `processes` has before its counters and at its end. */
	readonly processMarks: ProcessMarks;
};

export type ScriptName = Exclude<keyof DemoScripts, 'processMarks'>;

export type FoundScript =
	| {readonly kind: 'found'; readonly name: ScriptName; readonly text: string}
	/** The beginning of one. */
	| {readonly kind: 'incomplete'}
	| {readonly kind: 'unknown'};

/** Which script this text begins with. */
export function findScript(scripts: DemoScripts, written: string): FoundScript {
	const known: ReadonlyArray<readonly [name: ScriptName, text: string]> = [
		['sampler', scripts.sampler],
		['findTools', scripts.findTools],
		['askPi', scripts.askPi],
		['journal', scripts.journal],
		['logFile', scripts.logFile],
		['processes', scripts.processes],
		['slurm', scripts.slurm],
		...scripts.nvidia.map(text => ['nvidia', text] as const),
		...scripts.df.map(text => ['df', text] as const),
	];
	const found = known.find(([, text]) => text !== '' && written.startsWith(text));
	if (found !== undefined) {
		return {kind: 'found', name: found[0], text: found[1]};
	}

	return {kind: known.some(([, text]) => text.startsWith(written)) ? 'incomplete' : 'unknown'};
}
