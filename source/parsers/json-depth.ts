const steps: ReadonlyMap<string, number> = new Map([
	['[', 1],
	['{', 1],
	[']', -1],
	['}', -1],
]);

/**
 * Whether lists and objects stand in each other deeper than this. JSON.parse takes any depth and JSON.stringify does not:
 * what comes from outside is looked at before it is parsed.
 */
export function isDeeperThan(json: string, most: number): boolean {
	let depth = 0;
	let isText = false;
	for (let at = 0; at < json.length; at += 1) {
		const character = json.charAt(at);
		if (isText) {
			at += character === '\\' ? 1 : 0;
			isText = character !== '"';
			continue;
		}

		isText = character === '"';
		depth += steps.get(character) ?? 0;
		if (depth > most) {
			return true;
		}
	}

	return false;
}
