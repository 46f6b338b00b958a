/** Ends every switch over a union: a variant without a case does not compile. */
export function assertNever(value: never): never {
	throw new Error(`Unhandled variant: ${JSON.stringify(value)}`);
}
