import {expect, it} from 'vitest';
import {type Tabs, tabLine} from '../../source/components/tab-line.ts';
import {colourless, textOf} from '../helpers/frame.tsx';

const queue: Tabs = {
	...{active: 'jobs', hasJobs: true, sort: undefined, metric: undefined, isHeld: false, marked: 0},
	jobs: {sort: 'mine', awaitedSort: undefined, callsPerMinute: 26, isLimited: false},
	filter: 'user:alice state:running part:gpu name:train',
	...{intervalMs: undefined, freshness: {state: 'aged', ageMs: 5000}},
	...{alerts: 2, isConfigRejected: false},
};

function lineOf(parts: Partial<Tabs> = {}, columns = 90): string {
	return textOf(tabLine({...queue, ...parts}, columns, colourless));
}

it('a long filter is cut, and neither how often is asked nor how old the answer is', () => {
	expect(lineOf()).toMatch(/filter user:.+… · 26 calls\/min · 5 s old$/);
	expect(lineOf({marked: 12}, 98)).toMatch(/12 marked · filter.*… · 26 calls\/min · 5 s old$/);
	expect(lineOf({filter: 'train'})).toMatch(/ filter train · 26 calls\/min · 5 s old$/);
});

it('how the rows are sorted goes before a filter cannot be read', () => {
	const limited = {callsPerMinute: 26, isLimited: true} as const;
	const sorted = {sort: 'priority', awaitedSort: undefined, ...limited} as const;
	expect(lineOf({jobs: sorted}, 98)).toMatch(/ filter .+… · 26 calls\/min · limited · 5 s old$/);
	expect(lineOf({jobs: sorted}, 130)).toMatch(
		/… · by priority · 26 calls\/min · limited · 5 s old$/,
	);
	const most = {jobs: sorted, marked: 1200, isConfigRejected: true};
	expect(lineOf(most, 110)).toMatch(/26 calls\/min · limited · 5 s old$/);
	expect(lineOf(most)).toMatch(/config · .*limited · 5 s old$/);
});

it('how models are sorted, and how many of them a filter leaves, comes before how often they are asked for', () => {
	const shelf: Partial<Tabs> = {
		...{active: 'models', jobs: undefined, filter: '', intervalMs: 15_000},
		freshness: {state: 'live'},
	};
	const sorted = {...shelf, models: {count: 8, shown: undefined, sort: 'size'}} as const;
	expect(lineOf(sorted, 120)).toMatch(/ 8 models · by size · every 15 s · live$/);
	expect(lineOf(sorted, 80)).toMatch(/ 8 models · by size · live$/);
	const found = {...shelf, filter: 'qwen', models: {count: 8, shown: 3, sort: 'size'}} as const;
	expect(lineOf(found, 120)).toMatch(/ filter qwen · 3 of 8 models · by size · every 15 s · live$/);
	expect(lineOf({...found, filter: 'qwen or a longer one'}, 80)).toMatch(
		/ filter.*… · 3 of 8 models · live$/,
	);
});

it('no line of tabs is wider than the screen', () => {
	for (const columns of [40, 60, 80, 120]) {
		const line = lineOf({marked: 1200, filter: '表'.repeat(80), isConfigRejected: true}, columns);
		expect(line.length).toBeLessThanOrEqual(Math.max(columns, 80));
	}
});
