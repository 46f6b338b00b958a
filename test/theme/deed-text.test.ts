import {describe, expect, it} from 'vitest';
import type {ClusterDeed} from '../../source/domain/cluster-deed.ts';
import type {JobChange, JobOutcome, NodeOutcome} from '../../source/domain/job-change.ts';
import type {SubmissionOutcome} from '../../source/domain/submission.ts';
import {deedParts} from '../../source/theme/deed-text.ts';
import {deedsText} from '../../source/theme/deeds-text.ts';
import {noticeText} from '../../source/theme/notice-text.ts';
import {safe} from '../../source/theme/safe.ts';
import {aRef} from '../helpers/job-builders.ts';
import {hpc} from '../helpers/queue-rack.ts';

const glyphs = {apart: safe`·`};
const timedOut = {kind: 'timedOut', where: 'hpc', afterMs: 25_000} as const;

function changed(id: string, result: JobOutcome['result'], change: JobChange = {kind: 'cancel'}) {
	const argv = ['scancel', '--user=alice', id];
	const outcome = {job: aRef(id), result, argv};
	return {kind: 'changedJob', cluster: hpc, change, outcome, argv} satisfies ClusterDeed;
}

function changedNode(node: string, result: NodeOutcome['result']) {
	const argv = ['scontrol', 'update', `NodeName=${node}`, 'State=RESUME'];
	const change = {kind: 'resume'} as const;
	const outcome = {node, result, argv};
	return {kind: 'changedNode', cluster: hpc, change, outcome, argv} satisfies ClusterDeed;
}

function submitted(outcome: SubmissionOutcome): ClusterDeed {
	return {kind: 'submitted', cluster: hpc, script: 'llm/x.sh', argv: ['sbatch'], outcome};
}

describe('what came of a change', () => {
	it.each<[JobOutcome['result'], string]>([
		[{kind: 'done'}, '4711 is cancelled.'],
		[{kind: 'gone'}, '4711 is not there any more, or another job by now: nothing was sent.'],
		[{kind: 'ended', state: 'NODE_FAIL'}, '4711 had ended before (node fail): nothing was sent.'],
		[{kind: 'ended', state: undefined}, '4711 had ended before: nothing was sent.'],
		[
			{kind: 'refused', words: 'Access/permission denied'},
			'4711 is not cancelled: Access/permission denied. Only its owner, alice, or an operator of the cluster may do that.',
		],
		[{kind: 'refused', words: 'Invalid job id.'}, '4711 is not cancelled: Invalid job id.'],
		[{kind: 'refused', words: 'a\u001b[31m\nb'}, '4711 is not cancelled: a␛[31m␊b'],
		[
			{kind: 'unknown', failure: timedOut},
			'4711 may be cancelled, nobody knows yet: no answer after 25 s. Is it overloaded, or the network cut?',
		],
		[
			{kind: 'failed', failure: timedOut},
			'4711 is not cancelled: hpc: no answer after 25 s. Is it overloaded, or the network cut?',
		],
	])('is a sentence: %o', (result, text) => {
		expect(deedsText([changed('4711', result)], glyphs)).toBe(text);
	});

	it.each<[JobChange, string]>([
		[{kind: 'setTimeLimit', seconds: 5400}, '1 may run for 1 h 30 m now.'],
		[{kind: 'addTime', seconds: 1800}, '1 may run for 30 m more now.'],
		[{kind: 'addTime', seconds: -3600}, '1 may run for 1 h less now.'],
		[{kind: 'setNice', nice: 100}, 'The nice value of 1 is 100 now.'],
		[{kind: 'setName', name: 'x'}, '1 is called x now.'],
		[{kind: 'requeueHold'}, '1 is requeued and held.'],
	])('says what it is now: %o', (change, text) => {
		expect(deedsText([changed('1', {kind: 'done'}, change)], glyphs)).toBe(text);
	});

	it('names a job once of which the failure is', () => {
		const failure = {kind: 'rejected', where: '4711', reason: 'it was not sent.'} as const;
		const text = '4711 is not cancelled: it was not sent.';
		expect(deedsText([changed('4711', {kind: 'failed', failure})], glyphs)).toBe(text);
	});

	it('is told once where it is the same of several', () => {
		const rejected = (id: string) => {
			const failure = {kind: 'rejected', where: id, reason: 'it was not sent.'} as const;
			return changed(id, {kind: 'failed', failure});
		};
		const deeds = [changed('1', {kind: 'done'}), rejected('2'), rejected('3'), rejected('4')];
		expect(deedsText(deeds, glyphs)).toBe('1 of 4 cancelled · 2 and 2 others: it was not sent.');
		expect(deedsText(deeds.slice(1, 3), glyphs)).toBe(
			'0 of 2 cancelled · 2 and 1 other: it was not sent.',
		);
	});

	it('does not call held what runs on', () => {
		const result = {kind: 'done', runsOn: true} as const;
		expect(deedsText([changed('13', result, {kind: 'hold'})], glyphs)).toBe(
			'13 runs on; it is held if it is requeued.',
		);
	});

	it('nor of several, where it says which of them run on', () => {
		const hold = {kind: 'hold'} as const;
		const held = changed('1', {kind: 'done'}, hold);
		const running = (id: string) => changed(id, {kind: 'done', runsOn: true}, hold);
		const refused = changed('9', {kind: 'refused', words: 'Invalid job id'}, hold);
		expect(deedsText([held, running('2')], glyphs)).toBe(
			'1 of 2 held · 2 runs on, held if requeued',
		);
		expect(deedsText([held, running('2'), running('3'), running('4'), refused], glyphs)).toBe(
			'1 of 5 held · 2 and 2 others run on, held if requeued · 9: Invalid job id',
		);
		expect(deedsText([running('2'), running('3')], glyphs)).toBe(
			'0 of 2 held · 2 and 1 other run on, held if requeued',
		);
	});

	it.each<[NodeOutcome['result'], string]>([
		[{kind: 'done'}, 'node1 is resumed.'],
		[
			{kind: 'refused', words: 'Invalid user id'},
			'node1 is not resumed: Invalid user id. Only an operator of the cluster may do that.',
		],
		[
			{kind: 'unknown', failure: {kind: 'cancelled', where: 'hpc'}},
			'node1 may be resumed, nobody knows yet: stopped before it was done.',
		],
		[
			{kind: 'failed', failure: {kind: 'missing', where: 'scontrol'}},
			'node1 is not resumed: not found. Check the name.',
		],
	])('is told of a node: %o', (result, text) => {
		expect(deedsText([changedNode('node1', result)], glyphs)).toBe(text);
	});

	it('is told of each of several nodes that are not as it was wished', () => {
		const deeds = [
			changedNode('node1', {kind: 'done'}),
			changedNode('node2', {kind: 'done'}),
			changedNode('node3', {kind: 'refused', words: 'Invalid node state specified'}),
		];
		const sum = '2 of 3 resumed · node3: Invalid node state specified';
		expect(deedsText(deeds, glyphs)).toBe(sum);
		expect(deedsText(deeds.slice(0, 2), glyphs)).toBe('2 nodes resumed');
	});

	it('is summed up for several, with each that was not done', () => {
		const deeds = [
			changed('4711', {kind: 'done'}),
			changed('4712', {kind: 'done'}),
			changed('4715', {kind: 'refused', words: 'Access/permission denied'}),
		];
		const sum = '2 of 3 cancelled · 4715: Access/permission denied';
		expect(noticeText({kind: 'deeds', deeds})).toBe(sum);
		expect(deedsText(deeds.slice(0, 2), glyphs)).toBe('2 jobs cancelled');
		expect(deedParts(deeds[0] ?? submitted({kind: 'refused', words: ''}))).toEqual([
			'4711 is cancelled',
			'scancel --user=alice 4711',
		]);
	});
});

describe('what came of a script', () => {
	it.each<[SubmissionOutcome, string]>([
		[{kind: 'submitted', id: '56', wasLookedUp: false}, 'llm/x.sh is job 56.'],
		[
			{kind: 'submitted', id: '56', wasLookedUp: true},
			'llm/x.sh is job 56: the answer was lost, its token was found.',
		],
		[{kind: 'refused', words: 'Invalid qos'}, 'llm/x.sh is not submitted: Invalid qos'],
		[
			{kind: 'notSubmitted', failure: timedOut},
			'llm/x.sh is not submitted, and there is no job: no answer after 25 s. Is it overloaded, or the network cut?',
		],
	])('is a sentence: %o', (outcome, text) => {
		expect(deedsText([submitted(outcome)], glyphs)).toBe(text);
	});
});
