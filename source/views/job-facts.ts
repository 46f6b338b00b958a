import {textWidth} from '../components/detail-head.ts';
import {jobLabelColumn, jobValueColumn} from '../components/job-head.ts';
import {labelledLines} from '../components/labelled-lines.ts';
import {wrapWords} from '../components/wrap-words.ts';
import type {Job} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import {type JobSight, type ShownLog, shortCommand} from '../store/job-sight.ts';
import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {jobAdviceText} from '../theme/job-advice-text.ts';
import {sizeText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {timeText, whenText} from '../theme/time-text.ts';
import {cutEnd} from '../theme/width.ts';

export type FactsSubject = {
	readonly job: Job;
	/** Undefined until it was told. */
	readonly detail: JobDetail | undefined;
	readonly sight: JobSight;
	readonly nowWallMs: number;
	readonly columns: number;
	/** All that is known is told, in groups. */
	readonly isWhole: boolean;
	readonly isAiry: boolean;
	readonly glyphs: Glyphs;
};

type Fact = readonly [label: Safe, text: Safe | undefined];

/** What stands under the bars: from where it is, what it writes; where there is room, all that the controller told. */
export function jobFactLines(subject: FactsSubject): readonly ScreenLine[] {
	const {isWhole, isAiry} = subject;
	const groups = [
		adviceFacts(subject),
		mainFacts(subject),
		...(isWhole ? wholeFacts(subject) : []),
	];
	const drawn = groups
		.map(facts => facts.flatMap(fact => linesOf(fact, subject)))
		.filter(lines => lines.length > 0);
	const gap: readonly ScreenLine[] = isAiry || isWhole ? [{pieces: []}] : [];
	return drawn.flatMap((lines, index) => (index === 0 ? lines : [...gap, ...lines]));
}

function linesOf(
	[label, text]: Fact,
	{columns, isWhole, glyphs}: FactsSubject,
): readonly ScreenLine[] {
	if (text === undefined || text === '') {
		return [];
	}

	const width = textWidth(columns) - (jobValueColumn - jobLabelColumn);
	const lines = wrapWords(text, isWhole ? columns - 1 - jobValueColumn : width);
	const shown = isWhole || lines.length <= mostLines ? lines : firstOf(lines, width, glyphs);
	return labelledLines(
		label,
		shown.map(line => [{text: line}]),
	);
}

/** Of a fact beside others. */
const mostLines = 2;

/** The last of them ends where something was cut off. */
function firstOf(lines: readonly Safe[], width: number, glyphs: Glyphs): readonly Safe[] {
	const [first = safe``, second = safe``] = lines;
	return [first, safe`${cutEnd(second, width - 2, glyphs)} ${glyphs.cut}`];
}

function adviceFacts({sight}: FactsSubject): readonly Fact[] {
	return sight.efficiency.advice.map((advice, index) => [
		index === 0 ? safe`advice` : safe``,
		clean(jobAdviceText(advice)),
	]);
}

function mainFacts(subject: FactsSubject): readonly Fact[] {
	const {job, detail, sight} = subject;
	if (detail === undefined) {
		return [[safe`waited`, waitedText(subject)]];
	}

	const stdout = logText(sight.stdout);
	const stderr = logText(sight.stderr);
	return [
		[safe`waited`, waitedText(subject)],
		[safe`depends`, raw(job.dependency ?? detail.dependency)],
		[safe`folder`, raw(detail.workDir)],
		[safe`script`, scriptText(detail, subject)],
		[safe`output`, stdout],
		[safe`errors`, stderr === stdout ? undefined : stderr],
		[safe`comment`, raw(detail.comment)],
		[
			safe`restarts`,
			detail.restarts === undefined || detail.restarts === 0 ? undefined : safe`${detail.restarts}`,
		],
	];
}

function raw(text: string | undefined): Safe | undefined {
	return text === undefined ? undefined : clean(text, {maxCharacters: 1000});
}

/** `2 m 4 s, from 11:46:02`: until it began, or until now. */
export function waitedText({
	job,
	detail,
	nowWallMs,
}: Pick<FactsSubject, 'job' | 'detail' | 'nowWallMs'>): Safe | undefined {
	const from = detail?.submittedAtMs ?? job.submittedAtMs;
	const begun = job.state === 'PENDING' ? nowWallMs : (job.startsAtMs ?? detail?.startsAtMs);
	if (from === undefined) {
		return undefined;
	}

	const isToday = new Date(from).toDateString() === new Date(nowWallMs).toDateString();
	const since = isToday ? timeText(from) : whenText(from, nowWallMs);
	return begun === undefined || begun < from
		? safe`from ${since}`
		: safe`${clean(durationText(begun - from))}, from ${since}`;
}

/** `train.sbatch --epochs 3 · enter shows it` */
function scriptText(detail: JobDetail, {isWhole, glyphs: {apart}}: FactsSubject): Safe | undefined {
	const command = shortCommand(detail);
	if (detail.isBatch === false) {
		return raw(command);
	}

	const name = clean(command ?? 'given by itself', {maxCharacters: 1000});
	return safe`${name} ${apart} ${isWhole ? safe`below` : safe`enter shows it`}`;
}

const missing = {
	node: 'a file named after its node: it is known when it runs',
	task: 'a file for each of its tasks',
	folder: 'not told',
	restarts: 'named after how often it was queued again: not told',
	sluid: 'named after an id that is not told',
	pattern: 'not told in whole',
} as const;

function logText(log: ShownLog | undefined): Safe | undefined {
	if (log === undefined) {
		return undefined;
	}

	return log.kind === 'path' ? clean(log.path, {maxCharacters: 1000}) : clean(missing[log.missing]);
}

/** `8 GiB a node, 24 GiB in all`: as it was asked for, and as its row in the table counts it. */
function memoryText({job, detail}: FactsSubject): Safe | undefined {
	const memory = detail?.memory ?? job.memory;
	const {nodeCount = detail?.nodeCount, cpuCount = detail?.cpuCount} = job;
	if (memory === undefined) {
		return undefined;
	}

	const count = memory.per === 'cpu' ? cpuCount : nodeCount;
	const each = clean(`${sizeText(memory.bytes)} a ${memory.per}`);
	return count === undefined || count === 1
		? each
		: safe`${each}, ${clean(sizeText(memory.bytes * count))} in all`;
}

/** In groups: what it asked for, and where it is. */
function wholeFacts(subject: FactsSubject): ReadonlyArray<readonly Fact[]> {
	const {detail, nowWallMs} = subject;
	if (detail === undefined) {
		return [];
	}

	const when = (atMs: number | undefined): Safe | undefined =>
		atMs === undefined ? undefined : whenText(atMs, nowWallMs);
	const count = (value: number | undefined): Safe | undefined =>
		value === undefined ? undefined : safe`${value}`;
	return [
		[
			[detail.wholeNodes === true ? safe`whole nodes` : safe`nodes`, count(detail.nodeCount)],
			[safe`memory`, memoryText(subject)],
			[safe`tasks`, count(detail.taskCount)],
			[safe`cpus a task`, count(detail.cpusPerTask)],
			[safe`features`, raw(detail.features)],
			[safe`reservation`, raw(detail.reservation)],
			[safe`licenses`, raw(detail.licenses)],
			[safe`only on`, raw(detail.requestedNodes)],
			[safe`not on`, raw(detail.excludedNodes)],
			[safe`nice`, detail.nice === 0 ? undefined : count(detail.nice)],
		],
		[
			[safe`submitted`, when(detail.submittedAtMs)],
			[safe`eligible`, when(detail.eligibleAtMs)],
			[safe`looked at`, when(detail.lastScheduledAtMs)],
			[safe`begins`, when(detail.startsAtMs)],
			[safe`ends`, when(detail.endsAtMs)],
		],
		detail.allocations.map(({nodes, cpuIds, memoryBytes, gres}, index) => [
			index === 0 ? safe`runs on` : safe``,
			joinSafe(
				[
					clean(nodes, {maxCharacters: 200}),
					...(cpuIds === undefined ? [] : [safe`cpus ${clean(cpuIds, {maxCharacters: 200})}`]),
					...(memoryBytes === undefined ? [] : [clean(sizeText(memoryBytes))]),
					...(gres === undefined ? [] : [clean(gres, {maxCharacters: 200})]),
				],
				safe` ${subject.glyphs.apart} `,
			),
		]),
	];
}

/** What no other fact tells, under the script: as the controller calls it, where it says anything. */
export function otherFactLines(subject: FactsSubject): readonly ScreenLine[] {
	const {detail, nowWallMs} = subject;
	const told = (detail?.others ?? []).filter(([, value]) => !emptyValues.has(value.trim()));
	return told.flatMap(([name, value], index) =>
		linesOf(
			[
				index === 0 ? safe`also` : safe``,
				safe`${clean(name, {maxCharacters: 60})} ${otherText(name, value, nowWallMs)}`,
			],
			subject,
		),
	);
}

/** What Slurm writes where there is nothing to tell. */
const emptyValues: ReadonlySet<string> = new Set(['', 'N/A', 'None', '(null)', '0:0:*:*']);

/** Slurm tells the time in epoch seconds, as it is asked to. */
function otherText(name: string, value: string, nowWallMs: number): Safe {
	return name.endsWith('Time') && /^\d{9,11}$/.test(value)
		? whenText(Number(value) * 1000, nowWallMs)
		: clean(value, {maxCharacters: 500});
}
