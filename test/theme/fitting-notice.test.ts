import {expect, it} from 'vitest';
import type {JobChange, JobOutcome, NodeOutcome} from '../../source/domain/job-change.ts';
import type {Notice} from '../../source/domain/notice.ts';
import {fittingNotice} from '../../source/theme/fitting-notice.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {widthOf} from '../../source/theme/width.ts';
import {aRef} from '../helpers/job-builders.ts';
import {hpc} from '../helpers/queue-rack.ts';

const glyphs = glyphsOf('unicode');
const small = 76;

function changed(result: JobOutcome['result'], change: JobChange = {kind: 'cancel'}): Notice {
	const job = aRef('4711_12');
	const argv = ['scancel', '4711_12'];
	const outcome = {job, result, argv};
	return {kind: 'deeds', deeds: [{kind: 'changedJob', cluster: hpc, change, outcome, argv}]};
}

function changedNode(result: NodeOutcome['result']): Notice {
	const change = {kind: 'drain', reason: 'fan'} as const;
	const argv = ['scontrol', 'update'];
	const outcome = {node: 'node004', result, argv};
	return {kind: 'deeds', deeds: [{kind: 'changedNode', cluster: hpc, change, outcome, argv}]};
}

const timedOut = {kind: 'timedOut', where: 'hpc', afterMs: 25_000} as const;
const denied = {kind: 'refused', words: 'Access/permission denied'} as const;
const noRequeue = {kind: 'refused', words: 'Requested operation is presently disabled'} as const;

it.each<[string, Notice, string]>([
	[
		'what is done to the job of somebody else',
		changed(denied),
		'4711_12 is not cancelled: only alice or an operator may do that.',
	],
	[
		'what a job does not allow',
		changed(noRequeue, {kind: 'requeueHold'}),
		'4711_12 is not requeued and held: it or the cluster allows no requeue.',
	],
	[
		'what nobody knows yet',
		changed({kind: 'unknown', failure: timedOut}),
		'4711_12 may be cancelled, nobody knows yet: no answer after 25 s.',
	],
	[
		'what is cut after its first sentence',
		changed({
			kind: 'refused',
			words: `${'Job violates accounting policy '.repeat(3)}(job submit limit)`,
		}),
		'4711_12 is not cancelled: Job violates accounting policy Job violates accou…',
	],
	[
		'what is done to a node',
		changedNode({kind: 'refused', words: 'Invalid user id'}),
		'node004 is not drained: only an operator may do that.',
	],
	['what fits', changed({kind: 'done'}), '4711_12 is cancelled.'],
])('at 80 columns a toast says in whole words %s', (_, notice, text) => {
	const fitting = fittingNotice(notice, small, glyphs);
	expect(fitting).toBe(text);
	expect(widthOf(fitting)).toBeLessThanOrEqual(small);
});

it('and where there is room all of it', () => {
	expect(fittingNotice(changed(denied), 120, glyphs)).toBe(
		'4711_12 is not cancelled: Access/permission denied. Only its owner, alice, or an operator of the cluster may do that.',
	);
});
