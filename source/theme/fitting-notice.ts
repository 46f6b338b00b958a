import type {Notice} from '../domain/notice.ts';
import {deedInShort} from './deed-text.ts';
import type {Glyphs} from './glyphs.ts';
import {noticeText} from './notice-text.ts';
import {clean, type Safe} from './safe.ts';
import {cutEnd, widthOf} from './width.ts';

/**
 * A notice in so many cells. What does not fit is said in few words where there are any; else its last sentences go, which
 * advise or ask back, and only the first is cut.
 */
export function fittingNotice(notice: Notice, columns: number, glyphs: Glyphs): Safe {
	const text = noticeText(notice, glyphs.apart);
	const ways = [text, ...inShort(notice), ...beginningsOf(text)];
	return ways.find(way => widthOf(way) <= columns) ?? cutEnd(ways.at(-1) ?? text, columns, glyphs);
}

function inShort(notice: Notice): readonly Safe[] {
	const [first, ...others] = notice.kind === 'deeds' ? notice.deeds : [];
	const short = first === undefined || others.length > 0 ? undefined : deedInShort(first);
	return short === undefined ? [] : [short];
}

/** Without its last sentence, without the last two, and so on: the longest first. */
function beginningsOf(text: Safe): readonly Safe[] {
	const ends = [...text.matchAll(/[.?!](?= [A-Z])/g)].map(({index}) => index + 1);
	return ends.toReversed().map(end => clean(text.slice(0, end)));
}
