import type {SlurmName} from '../../source/domain/ids.ts';
import type {JobChange} from '../../source/domain/job-change.ts';
import type {JobDialog} from '../../source/store/job-dialogs-state.ts';
import {clusterFailure, hostileJob, refOf} from './hostile-queue.ts';
import type {Tell} from './hostile-rack.ts';

type There = {readonly cluster: SlurmName};

/** Each dialog of the tab of jobs, all its words from outside. */
export function hostileJobDialogs(tell: Tell, {cluster}: There): readonly JobDialog[] {
	return [...changeDialogs(tell, {cluster}), ...submitDialogs(tell, {cluster})];
}

function changeDialogs(tell: Tell, {cluster}: There): readonly JobDialog[] {
	const via = tell();
	const one = hostileJob(tell);
	const tasks = [`4_[1-9${tell()}]`, '4_1'].map(id => hostileJob(tell, {id}));
	const targets = [
		{ref: refOf(one), jobs: [one]},
		{ref: {id: '4', user: tell(), submittedAtMs: 1000}, jobs: tasks},
	];
	const changes: readonly JobChange[] = [
		{kind: 'cancel'},
		{kind: 'setTimeLimit', seconds: 60},
		{kind: 'setName', name: tell()},
		{kind: 'setComment', comment: tell()},
	];
	const node = {kind: 'changeSlurmNode', cluster, via, nodes: [tell()]} as const;
	return [
		...changes.map(change => ({kind: 'changeJobs', cluster, change, targets, via}) as const),
		{kind: 'changeJobs', cluster, change: {kind: 'hold'}, targets: targets.slice(0, 1), via},
		{kind: 'chooseRequeue', cluster, targets, via},
		{...node, change: {kind: 'drain', reason: tell()}},
		{...node, change: {kind: 'resume'}},
	];
}

function submitDialogs(tell: Tell, {cluster}: There): readonly JobDialog[] {
	const script = () => ({path: tell(), sizeBytes: 100, changedAtMs: 0});
	const choice = {kind: 'chooseScript', cluster, folder: tell(), cursor: 1} as const;
	const header = Array.from({length: 6}, (_, line) => ({
		...{name: tell(), value: tell(), line, typed: line % 2 === 0 ? tell() : undefined},
	}));
	const form = {
		...({kind: 'submit', cluster, via: tell(), path: tell(), token: 'a1b2c3', header} as const),
		...{cursor: 1, tested: undefined, refusal: undefined, failure: undefined},
	};
	const failure = clusterFailure(tell);
	return [
		{...choice, scripts: [script(), script(), script()], failure: undefined},
		{...choice, scripts: [], failure},
		{...form, state: 'tested', tested: {kind: 'fits', startsAtMs: 9e12, words: tell()}},
		{...form, state: 'tested', tested: {kind: 'refused', words: tell()}},
		{...form, state: 'tested', refusal: tell()},
		{...form, state: 'reading', header: undefined, failure},
		{...form, state: 'unknown', failure},
	];
}
