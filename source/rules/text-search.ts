/** Finds a text wherever it is, in capitals or not; nothing in it has another meaning. */
export function searchPattern(search: string): RegExp {
	return new RegExp(search.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`), 'gi');
}
