/** Names that people know, by how the texts begin. */
const known: ReadonlyArray<readonly [RegExp, string]> = [
	[/apache license\s+version 2\.0/i, 'Apache-2.0'],
	[/\bmit license\b/i, 'MIT'],
	[/llama 3\.\d community license/i, 'Llama Community'],
	[/gemma terms of use/i, 'Gemma'],
];

/** What a licence is called; of one that nobody knows its first line. Raw. */
export function licenceText(text: string): string {
	const start = text.slice(0, 500).replaceAll(/\s+/g, ' ').trim();
	const name = known.find(([pattern]) => pattern.test(start))?.[1];
	const [first = ''] = text.trim().split('\n');
	return name ?? first.trim().slice(0, 40);
}
