/**
 * Whether a name matches a pattern with `*` (any run of characters, an empty one too) and `?` (one character). Takes
 * at most the product of both lengths in steps, whatever the pattern: after a mismatch only the last `*` grows.
 */
export function matchesGlob(name: string, glob: string): boolean {
	let inName = 0;
	let inGlob = 0;
	let afterStar: number | undefined;
	let starEnd = 0;
	while (inName < name.length) {
		if (glob[inGlob] === '*') {
			inGlob += 1;
			afterStar = inGlob;
			starEnd = inName;
		} else if (glob[inGlob] === '?' || glob[inGlob] === name[inName]) {
			inGlob += 1;
			inName += 1;
		} else if (afterStar === undefined) {
			return false;
		} else {
			inGlob = afterStar;
			starEnd += 1;
			inName = starEnd;
		}
	}

	return /^\**$/.test(glob.slice(inGlob));
}
