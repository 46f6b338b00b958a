import type {Glyphs} from './glyphs.ts';
import {clean, type Safe, safe} from './safe.ts';
import {cutEnd, takeColumns, widthOf} from './width.ts';

/** Far more than Slurm gives. */
const longestId = 500;

/**
 * `24716_[…]` of `24716_[0-23]`: which tasks gives way before the id of the array, which is what commands take. Of
 * another that is too long the end stays, which tells it from those beside it.
 */
export function jobIdText(id: string, columns: number, glyphs: Glyphs): Safe {
	const text = clean(id, {maxCharacters: longestId});
	if (widthOf(text) <= columns) {
		return text;
	}

	const [, array] = /^(\d+)_\[/.exec(id) ?? [];
	if (array !== undefined) {
		const tasks = safe`${clean(array)}_[${glyphs.cut}]`;
		return widthOf(tasks) <= columns
			? tasks
			: cutEnd(safe`${clean(array)}_${glyphs.cut}`, columns, glyphs);
	}

	if (!/^[\w+.]+$/.test(id) || columns < 2) {
		return cutEnd(text, columns, glyphs);
	}

	return safe`${glyphs.cut}${takeColumns(clean(id.slice(1 - columns)), columns - 1)}`;
}
