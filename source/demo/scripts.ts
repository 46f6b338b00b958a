/** What the program runs on nodes, as clients writes it: handed in, so that a script that has changed is refused here. */
export type DemoScripts = {
	readonly sampler: string;
	readonly findTools: string;
	readonly askPi: string;
	/** Each with its `--query-gpu=`. */
	readonly nvidia: readonly string[];
	readonly df: readonly string[];
};

export type ScriptName = keyof DemoScripts;

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
		...scripts.nvidia.map(text => ['nvidia', text] as const),
		...scripts.df.map(text => ['df', text] as const),
	];
	const found = known.find(([, text]) => written.startsWith(text));
	if (found !== undefined) {
		return {kind: 'found', name: found[0], text: found[1]};
	}

	return {kind: known.some(([, text]) => text.startsWith(written)) ? 'incomplete' : 'unknown'};
}
