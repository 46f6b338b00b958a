import {assertNever} from '../domain/assert-never.ts';
import type {ClusterTrouble} from '../domain/cluster.ts';
import type {ClusterNews, JobEnd, NamedJob} from '../domain/cluster-news.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import {durationText} from './duration-text.ts';
import {failureClause} from './failure-text.ts';
import {countText, latencyText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';
import {timeText} from './time-text.ts';

/** What a cluster does wrong, as a sentence: `slurmctld timed out after 12 s.` */
export function troubleText({failure, controller}: ClusterTrouble, where: string): string {
	switch (failure.kind) {
		case 'timedOut': {
			const after = failure.afterMs === undefined ? '' : ` after ${latencyText(failure.afterMs)}`;
			return controller === 'down'
				? isDown
				: `slurmctld timed out${after}${silenceWords[controller]}.`;
		}

		case 'exited':
			return controller === 'down'
				? isDown
				: controller === 'slow'
					? 'slurmctld does not answer: it hangs, or is busy.'
					: `slurmctld was not asked: ${failureClause(failure)}`;
		case 'missing':
			return `${where}: ${failure.where} was not found on the PATH (exit 127).`;
		default:
			return `${failure.where}: ${failureClause(failure)}`;
	}
}

const isDown = 'slurmctld is down, as scontrol ping says.';
const silenceWords = {
	up: '; it answers a ping, so it is busy',
	slow: ': it hangs, or is busy',
	unknown: '',
};

/** `This is the queue of 14:01:37.` */
export function ageSentence(what: 'queue' | 'list of nodes', wallMs: number): Safe {
	return safe`This is the ${clean(what)} of ${timeText(wallMs)}.`;
}

/** What became of a cluster or of own jobs, in parts of falling weight. */
export function newsParts(news: ClusterNews): readonly Safe[] {
	switch (news.kind) {
		case 'jobStarted':
			return [
				news.nodeList === undefined
					? safe`${jobName(news.job)} runs${tasksOf(news.job)}`
					: safe`${jobName(news.job)} runs${tasksOf(news.job)} on ${clean(news.nodeList, {maxCharacters: 200})}`,
			];
		case 'jobEnded':
			return [
				safe`${jobName(news.job)} ${endWords[news.how]}${tasksOf(news.job)}${exitWords(news)}`,
				...(news.elapsedSeconds === undefined || news.job.count > 1
					? []
					: [safe`ran ${clean(durationText(news.elapsedSeconds * 1000))}`]),
				...(news.nodeList === undefined || news.job.count > 1
					? []
					: [clean(news.nodeList, {maxCharacters: 200})]),
			];
		case 'lost':
			return [clean(troubleText(news.trouble, news.cluster))];
		case 'back':
			return [
				news.wasLostMs === undefined
					? safe`answers again`
					: safe`answers again after ${clean(durationText(news.wasLostMs))}`,
			];
		default:
			return assertNever(news);
	}
}

const endWords: Readonly<Record<JobEnd, Safe>> = {
	done: safe`is done`,
	failed: safe`failed`,
	timedOut: safe`ran into its time limit`,
	stopped: safe`was stopped`,
	gone: safe`left the queue`,
};

/** `4711 train-llm` */
function jobName({id, name}: NamedJob): Safe {
	return safe`${clean(id, {maxCharacters: 40})} ${clean(name, {maxCharacters: 60})}`;
}

function tasksOf({count}: NamedJob): Safe {
	return count === 1 ? safe`` : safe` (${clean(countText(count, 'task'))})`;
}

function exitWords({how, exit}: Extract<ClusterNews, {kind: 'jobEnded'}>): Safe {
	if (how !== 'failed' || exit === undefined) {
		return safe``;
	}

	return exit.signal === 0 ? safe`: exit ${exit.code}` : safe`: signal ${exit.signal}`;
}

/** `squeue: 2 records were not understood (21 fields instead of 22).` */
export function unreadText(problems: readonly ParseProblem[]): string | undefined {
	const [first] = problems;
	if (first === undefined) {
		return undefined;
	}

	const records = problems.length === 1 ? '1 record was' : `${problems.length} records were`;
	return `${first.source}: ${records} not understood (${first.reason}).`;
}
