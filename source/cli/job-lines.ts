import type {Job} from '../domain/job.ts';
import type {AskedAndUsed} from '../domain/job-efficiency.ts';
import {countTasks} from '../rules/fold-arrays.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {arrayIdText, jobRowFacts} from '../store/job-facts.ts';
import {initialState} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import {jobAdviceText} from '../theme/job-advice-text.ts';
import {jobStateParts} from '../theme/job-state-text.ts';
import {limitText} from '../theme/job-text.ts';
import {allTaskParts, jobWhereParts} from '../theme/job-where-text.ts';
import {countText, shareText, sizeText} from '../theme/number-text.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {whenText} from '../theme/time-text.ts';
import type {JobFacts} from './job-document.ts';
import {type LabelledText, labelledTexts} from './labelled-texts.ts';

export type JobPage = {readonly columns: number | undefined; readonly nowWallMs: number};

/** What is known of a job for people, a line for each thing. */
export function jobLines(facts: JobFacts, {columns, nowWallMs}: JobPage): readonly string[] {
	const {job, records} = facts;
	const id = job.array === undefined || records.length === 1 ? job.id : idOfArray(job, records);
	const parts: readonly LabelledText[] = [
		{label: 'state', texts: stateTexts(facts, nowWallMs)},
		...ownerParts(facts),
		...timeParts(job, nowWallMs),
		{label: 'asked for', texts: [askedText(facts)]},
		...usedParts(facts),
		...placeParts(facts),
	];
	return [clean(`${id} ${job.name}`), ...labelledTexts(parts, columns)];
}

function idOfArray({array}: Job, records: readonly Job[]): string {
	return arrayIdText(array?.id ?? '', records);
}

function stateTexts({job, records}: JobFacts, nowWallMs: number): readonly string[] {
	if (records.length > 1) {
		return [allTaskParts(countTasks(records)).join(', ')];
	}

	const state = {...initialState, clock: {...initialState.clock, wallMs: nowWallMs}};
	const {id, user, submittedAtMs} = job;
	const ref = {id, user, submittedAtMs};
	const row = {kind: 'job', ref, job, isOwn: false, isGone: false} as const;
	const {where} = jobRowFacts(state, row);
	const wait: readonly Safe[] = where.kind === 'waits' ? jobWhereParts(where, nowWallMs) : [];
	const isHeld = where.kind === 'runs' && where.isHeld;
	const words = {job, phase: phaseOf(job), isHeld, wait, dependents: [], nowWallMs};
	return [jobStateParts(words).join(', ')];
}

function ownerParts({job, detail}: JobFacts): readonly LabelledText[] {
	const account = job.account === undefined ? '' : `, account ${job.account}`;
	const qos = job.qos === undefined ? '' : `, QOS ${job.qos}`;
	return [
		{label: 'owner', texts: [`${job.user}${account}${qos}`]},
		{label: 'partition', texts: [job.partition]},
		...line('comment', detail?.comment),
		...line('depends on', detail?.dependency),
	];
}

function timeParts(job: Job, nowWallMs: number): readonly LabelledText[] {
	const {submittedAtMs} = job;
	return submittedAtMs === undefined ? [] : line('submitted', whenText(submittedAtMs, nowWallMs));
}

function askedText({job, detail}: JobFacts): string {
	const {cpuCount, gpuCount = 0, nodeCount, timeLimitSeconds} = job;
	// squeue does not tell whether memory is asked of a cpu or of a node.
	const memory = detail?.memory ?? job.memory;
	return [
		...(gpuCount === 0 ? [] : [countText(gpuCount, 'gpu')]),
		...(cpuCount === undefined ? [] : [countText(cpuCount, 'cpu')]),
		...(memory === undefined ? [] : [`${sizeText(memory.bytes)} a ${memory.per}`]),
		...(nodeCount === undefined ? [] : [`on ${countText(nodeCount, nodeWord(detail))}`]),
		...(timeLimitSeconds === undefined ? [] : [`time limit ${limitText(timeLimitSeconds)}`]),
	].join(', ');
}

function nodeWord(detail: JobFacts['detail']): string {
	return detail?.wholeNodes === true ? 'whole node' : 'node';
}

/** What one task of an array used is not what all of it did. */
function usedParts({efficiency, job, records}: JobFacts): readonly LabelledText[] {
	if (records.length > 1 || job.state === 'PENDING') {
		return [];
	}

	const {time, cpu, memory, gpu, advice} = efficiency;
	const used = [
		...(time.used === undefined
			? []
			: [`${durationText(time.used * 1000)}${ofAll(time.fraction, 'its time')}`]),
		...(cpu.used === undefined ? [] : [`${round(cpu.used)} cpus busy${ofAll(cpu.fraction)}`]),
		...(memory.used === undefined ? [] : [`${sizeText(memory.used)}${ofAll(memory.fraction)}`]),
		...gpuTexts(gpu),
	];
	return [
		...line('used', used.length === 0 ? undefined : used.join(', ')),
		{label: 'next time', texts: advice.map(jobAdviceText)},
	];
}

function gpuTexts({fraction}: AskedAndUsed): readonly string[] {
	return fraction === undefined ? [] : [`gpus ${shareText(fraction)} busy`];
}

function ofAll(fraction: number | undefined, what = 'that'): string {
	return fraction === undefined ? '' : ` (${shareText(fraction)} of ${what})`;
}

function round(count: number): number {
	return Math.round(count * 10) / 10;
}

/** Of one task of an array: where the others are it does not tell. */
function placeParts({job, records, detail, logs}: JobFacts): readonly LabelledText[] {
	const isOne = records.length === 1;
	const gpus = (isOne ? (detail?.allocations ?? []) : []).flatMap(({nodes, gres}) =>
		gres === undefined ? [] : [`${nodes}: ${gres}`],
	);
	return [
		...line('nodes', isOne ? job.nodeList : undefined),
		{label: 'devices', texts: gpus},
		...line('command', detail?.command),
		...line('folder', detail?.workDir),
		...line('log', logs.stdout),
		...(logs.stderr === logs.stdout ? [] : line('errors', logs.stderr)),
	];
}

function line(label: string, text: string | undefined): readonly LabelledText[] {
	return text === undefined || text === '' ? [] : [{label, texts: [text]}];
}
