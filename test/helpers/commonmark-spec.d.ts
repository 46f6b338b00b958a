/** https://spec.commonmark.org/0.31.2/, CC-BY-SA-4.0: its examples, a development dependency and no part of the program. */
declare module 'commonmark-spec' {
	export const tests: ReadonlyArray<{
		readonly markdown: string;
		readonly html: string;
		readonly section: string;
		readonly number: number;
	}>;
}
