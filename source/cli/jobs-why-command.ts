import type {Job} from '../domain/job.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {jobWhy} from '../rules/job-why.ts';
import {isAboutNodes} from '../rules/unavailable-nodes.ts';
import {jobStateText} from '../theme/job-text.ts';
import {jobCauseText} from '../theme/job-cause-text.ts';
import {jobFactLabel, jobFactTexts} from '../theme/job-fact-text.ts';
import {jobHelpCommand, jobHelpText, jobUnknownText} from '../theme/job-help-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {clean, safe} from '../theme/safe.ts';
import {whenText} from '../theme/time-text.ts';
import type {FoundJob} from './find-jobs.ts';
import {type ToldWhy, whyDocument} from './job-document.ts';
import {type LabelledText, labelledTexts} from './labelled-texts.ts';
import {findKnown} from './find-known.ts';
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
		const [first] = records;
		return {job: first, why: undefined, text: stateSentence(first), evidence: undefined, words};
	}

	const facts = await client.describe(signal);
	const evidence = await client.explain(ref, signal);
	const nodes = await client.listNodes(signal);
	const asked = isAboutNodes(job) ? await client.describeJob(job.rawId, signal) : undefined;
	const why = jobWhy({
		...{job, nowWallMs},
		evidence: evidence.ok ? evidence.value : undefined,
		asked: asked?.ok === true ? asked.value : undefined,
		partitions: nodes.ok ? nodes.value.partitions : [],
		nodes: nodes.ok ? nodes.value.nodes : [],
		user: facts.ok ? facts.value.user : undefined,
	});
	return {job, why, text: '', evidence: evidence.ok ? evidence.value : undefined, words};
}

function stateSentence(job: Job): string {
	const state = jobStateText(phaseOf(job), job.state);
	return safe`${clean(job.id)} does not wait: it is ${state}.`;
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
