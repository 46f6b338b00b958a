/** What an object of ssh2 keeps under a name that its types do not tell; undefined where there is none. */
export function partOf(whole: unknown, name: string): unknown {
	return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
}
