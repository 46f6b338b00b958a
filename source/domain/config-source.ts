/** Where the configuration comes from, and so why it is this one (DESIGN.md, section 4). */
export type ConfigSource =
	| {readonly from: 'flag'; readonly path: string}
	| {readonly from: 'environment'; readonly path: string}
	| {readonly from: 'home'; readonly path: string}
	/** No file: this machine alone. `lookedAt` is where a file would be; undefined without a home directory. */
	| {readonly from: 'builtIn'; readonly lookedAt: string | undefined};
