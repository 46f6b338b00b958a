import {arrayIdOf, countTasks, foldArrays} from '../rules/fold-arrays.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {jobWhy} from '../rules/job-why.ts';
import {waitKindOf} from '../rules/wait-reason.ts';
import {isInLine} from '../rules/why-subject.ts';
import {jobCauseText} from '../theme/job-cause-text.ts';
import {jobFactLabel, jobFactTexts} from '../theme/job-fact-text.ts';
import {jobHelpCommand, jobHelpText, jobUnknownText} from '../theme/job-help-text.ts';
import {arrayIdText} from '../store/job-facts.ts';
import {jobStateText} from '../theme/job-text.ts';
import {allTaskParts} from '../theme/job-where-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {clean, joinSafe, safe} from '../theme/safe.ts';
import {whenText} from '../theme/time-text.ts';
import type {FoundJob} from './find-jobs.ts';
import {findKnown} from './find-known.ts';
import {type ToldWhy, whyDocument} from './job-document.ts';
import {type LabelledText, labelledTexts} from './labelled-texts.ts';
import type {AskedCluster} from './open-cluster.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';
import {withJob} from './with-job.ts';

/** Why a job waits. One that does not is no failure: that is told. */
export async function runJobsWhy(invocation: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {flags} = invocation;
	const {output} = world;
	return withJob(invocation, world, {
		find: findKnown,
		async use(found, cluster) {
			const told = await explained(found, cluster, world);
			output.print(
				flags.has('json')
					? `${jsonText(whyDocument(told, cluster, world), 0)}\n`
					: `${whyLines(told, output.columns()).join('\n')}\n`,
			);
			return exitDone;
		},
	});
}

/** Of an array the record of those of its tasks that wait. */
async function explained(
	{ref, records}: FoundJob,
	{client}: AskedCluster,
	{signal, storeClock}: Surroundings,
): Promise<ToldWhy> {
	const nowWallMs = storeClock.wallMs();
	const words = {apart: '·', timeText: (wallMs: number) => whenText(wallMs, nowWallMs)};
	const job = records.find(({state}) => state === 'PENDING');
	if (job === undefined) {
		return {...notWaiting(records), why: undefined, evidence: undefined, words};
	}

	const facts = await client.describe(signal);
	const evidence = await client.explain(ref, signal);
	const nodes = await client.listNodes(signal);
	const asked = isInLine(waitKindOf(job.reason))
		? await client.describeJob(job.rawId, signal)
		: undefined;
	const why = jobWhy({
		...{job, nowWallMs},
		evidence: evidence.ok ? evidence.value : undefined,
		asked: asked?.ok === true ? asked.value : undefined,
		partitions: nodes.ok ? nodes.value.partitions : [],
		nodes: nodes.ok ? nodes.value.nodes : [],
		user: facts.ok ? facts.value.user : undefined,
	});
	return {job, records, why, text: '', evidence: evidence.ok ? evidence.value : undefined, words};
}

/** Of an array how its tasks are, which one of them does not tell. */
function notWaiting(records: FoundJob['records']): Pick<ToldWhy, 'job' | 'records' | 'text'> {
	const [first] = records;
	const arrayId = arrayIdOf(records);
	if (arrayId === undefined || records.length === 1) {
		const state = jobStateText(phaseOf(first), first.state);
		return {job: first, records, text: safe`${clean(first.id)} does not wait: it is ${state}.`};
	}

	const [folded] = foldArrays(records);
	const id = clean(arrayIdText(arrayId, records));
	const tasks = joinSafe(allTaskParts(countTasks(records)), safe`, `);
	return {job: folded?.job ?? first, records, text: safe`${id} does not wait: ${tasks}.`};
}

function whyLines({job, why, text, words}: ToldWhy, columns: number | undefined) {
	if (why === undefined) {
		return [text];
	}

	const facts = why.facts.map((fact, index): LabelledText => {
		const label = jobFactLabel(fact);
		const before = why.facts[index - 1];
		const isSame = before !== undefined && jobFactLabel(before) === label;
		return {label: isSame ? '' : label, texts: jobFactTexts(fact, words)};
	});
	const helps = why.helps.map((help, index): LabelledText => {
		const command = jobHelpCommand(help);
		const told = [jobHelpText(help), ...(command === undefined ? [] : [`  ${command}`])];
		return {label: index === 0 ? 'what helps' : '', texts: told};
	});
	const unknowns = {label: 'not known', texts: why.unknowns.map(jobUnknownText)};
	return [
		clean(`${job.id} ${job.name}`),
		...labelledTexts([{label: '', texts: [jobCauseText(why)]}, ...facts], columns),
		...labelledTexts([...helps, unknowns], columns),
	];
}
