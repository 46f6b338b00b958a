import type {Pattern} from './pattern-syntax.ts';
import {isFoundBefore, walkOf} from './pattern-walk.ts';

/** Whether the pattern is found anywhere in a text, capitals or not. */
export type PatternSearch = (text: string) => boolean;

/** A search that reads each unit of a text once. Undefined: the pattern repeats too much. */
export function searchOf(pattern: Pattern): PatternSearch | undefined {
	const walk = walkOf(pattern, {isAnywhere: true});
	return (
		walk &&
		(text => {
			let place = walk.start;
			for (let at = 0; at < text.length; at += 1) {
				const code = text.charCodeAt(at);
				if (isFoundBefore(place, code)) {
					return true;
				}

				place = walk.follow(place, code);
			}

			return place.isFoundAtEnd;
		})
	);
}
