import {expect, it} from 'vitest';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';
import {headerFacts, tabFacts} from '../../source/views/frame-facts.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {noRoute, ToldRack} from '../helpers/told-rack.ts';

/** One that is asked each second and is down, one that is asked each minute and answers. */
function mixedRack(): ToldRack {
	const rack = new ToldRack(['fast']);
	rack.configure([
		aNodeConfig('fast', {isLocal: false, pollIntervalMs: 1000}),
		aNodeConfig('slow', {isLocal: false, pollIntervalMs: 60_000}),
	]);
	return rack.samples({}, 'fast').samples({}, 'slow');
}

function freshnessAfter(rack: ToldRack, second: number) {
	for (let now = rack.second + 1; now <= second; now += 1) {
		rack.tick(now);
	}

	return tabFacts(rack.state, rack.screen).freshness;
}

it('the rack is live while one node is within its own patience', () => {
	const rack = mixedRack().refused(noRoute, 'fast');
	expect(freshnessAfter(rack, 42)).toEqual({state: 'live'});
	expect(tabFacts(rack.state, rack.screen).intervalMs).toBe(1000);
});

it('it is as old as what was heard last once all are beyond theirs', () => {
	expect(freshnessAfter(mixedRack(), 160)).toEqual({state: 'old', ageMs: 156_000});
});

it('the header tells of own jobs, whether or not all are looked at', () => {
	const bobs = aJob('5', {user: 'bob'});
	const rack = new QueueRack().mine(aJob('1')).all(aJob('1'), bobs);
	const own = headerFacts(rack.state).jobs;
	expect(own).toMatchObject({running: 0, waiting: 1});
	expect(headerFacts(rack.press('a').all(aJob('1'), bobs).state).jobs).toEqual(own);
});
