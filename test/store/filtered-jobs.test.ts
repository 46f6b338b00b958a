import {describe, expect, it} from 'vitest';
import {filteredSections} from '../../source/store/filtered-jobs.ts';
import type {Section} from '../../source/store/job-sections.ts';
import {aJob} from '../helpers/job-builders.ts';

const rows: Section = Array.from({length: 3000}, (_, index) => {
	const job = aJob(`${index}`);
	const ref = {id: job.id, user: job.user, submittedAtMs: job.submittedAtMs};
	return {kind: 'job', ref, job, isOwn: true, isGone: false};
});

/** Places that count how far they are searched through. */
function searched(...matching: readonly number[]) {
	const places = new Uint8Array(rows.length);
	for (const place of matching) {
		places[place] = 1;
	}

	const seen = {places: 0};
	places.indexOf = (searchFor, from = 0) => {
		const found = Uint8Array.prototype.indexOf.call(places, searchFor, from);
		seen.places += (found === -1 ? rows.length : found + 1) - from;
		return found;
	};
	return {seen, matcher: {matches: () => true, placesIn: () => places}};
}

describe('a filter that few of many rows match', () => {
	it.each([
		['the last', [2999]],
		['the first', [0]],
		['one in the middle, and the last', [1500, 2999]],
		['none', []],
		['each tenth', Array.from({length: 300}, (_, index) => index * 10)],
	])('goes through the rows once: %s', (_, matching) => {
		const {seen, matcher} = searched(...matching);
		const [shown = []] = filteredSections([rows], matcher);
		expect(shown).toEqual(matching.map(place => rows[place]));
		expect(seen.places).toBeLessThanOrEqual(rows.length);
	});
});
