import {assertNever} from '../domain/assert-never.ts';
import type {DeedEnd} from '../domain/model-deed.ts';
import type {ClusterNews} from '../domain/cluster-news.ts';
import type {CommandRun} from '../domain/command-run.ts';
import {type Happening, type LogEntry, samplerCommand} from '../domain/log-entry.ts';
import {configProblemParts} from './config-problem-text.ts';
import {newsParts} from './cluster-text.ts';
import {chatNewsParts} from './chat-news-text.ts';
import {deedParts, isDone} from './deed-text.ts';
import {durationText} from './duration-text.ts';
import {evidenceText} from './evidence-text.ts';
import type {Glyphs} from './glyphs.ts';
import {failureWords} from './node-row-text.ts';
import {deedClause} from './model-deed-text.ts';
import {countText, latencyText, shareText} from './number-text.ts';
import type {Tone} from './piece.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {timeText} from './time-text.ts';

/** The shape of an entry, with its colour: what a person should look at has those of health. */
export function eventShape(what: Happening, glyphs: Glyphs): {text: Safe; tone: Tone} {
	switch (what.kind) {
		case 'wentDown':
			return {text: glyphs.down, tone: 'down'};
		case 'cameUp':
			return {text: glyphs.ok, tone: 'ok'};
		case 'crossed':
			return crossedShape(what, glyphs);
		case 'configRejected':
		case 'chat':
			return {text: glyphs.warning, tone: 'warning'};
		case 'labelChanged':
		case 'rebooted':
		case 'configLoaded':
			return {text: glyphs.waiting, tone: 'dim'};
		case 'modelDeed':
			return modelDeedShape(what.stage, glyphs);
		case 'cluster':
			return newsShape(what.news, glyphs);
		case 'deed':
			return isDone(what.deed)
				? {text: glyphs.check, tone: 'ok'}
				: {text: glyphs.warning, tone: 'warning'};
		case 'command':
			return {text: glyphs.command, tone: 'dim'};
		default:
			return assertNever(what);
	}
}

function modelDeedShape({state}: DeedEnd, glyphs: Glyphs): {text: Safe; tone: Tone} {
	if (state === 'cancelled') {
		return {text: glyphs.waiting, tone: 'dim'};
	}

	return state === 'done'
		? {text: glyphs.check, tone: 'ok'}
		: {text: glyphs.warning, tone: 'warning'};
}

function newsShape(news: ClusterNews, glyphs: Glyphs): {text: Safe; tone: Tone} {
	switch (news.kind) {
		case 'jobStarted':
		case 'back':
			return {text: glyphs.ok, tone: 'ok'};
		case 'lost':
			return {text: glyphs.down, tone: 'down'};
		case 'jobEnded':
			if (news.how === 'done') {
				return {text: glyphs.check, tone: 'ok'};
			}

			return news.how === 'failed' || news.how === 'timedOut'
				? {text: glyphs.down, tone: 'down'}
				: {text: glyphs.waiting, tone: 'dim'};
		default:
			return assertNever(news);
	}
}

/** Under the critical limit it is still over the other. */
function crossedShape({isOver, severity}: Crossed, glyphs: Glyphs): {text: Safe; tone: Tone} {
	if (!isOver && severity === 'warning') {
		return {text: glyphs.ok, tone: 'ok'};
	}

	return {text: glyphs.warning, tone: isOver && severity === 'critical' ? 'down' : 'warning'};
}

type Command = Extract<Happening, {kind: 'command'}>;
type Crossed = Extract<Happening, {kind: 'crossed'}>;

/** What happened, in parts of falling weight: `down: no route to host`, `was up 41 d 3 h`. */
export function eventParts(what: Exclude<Happening, Command>, glyphs: Glyphs): readonly Safe[] {
	switch (what.kind) {
		case 'wentDown':
			return downParts(what);
		case 'cameUp':
			return [safe`up again${afterText(what.wasDownMs)}`];
		case 'crossed':
			return crossedParts(what, glyphs);
		case 'labelChanged':
			return [
				safe`${clean(what.before)} ${glyphs.arrows.right} ${clean(what.after)}`,
				...what.evidence.map(one => clean(evidenceText(one))),
			];
		case 'rebooted':
			return [safe`booted anew`];
		case 'cluster':
			return newsParts(what.news);
		case 'modelDeed':
			return [deedClause(what.deed, what.stage)];
		case 'deed':
			return deedParts(what.deed);
		case 'chat':
			return chatNewsParts(what.news);
		case 'configLoaded':
			return [safe`configuration loaded: ${clean(countText(what.nodes, 'node'))}`];
		case 'configRejected':
			return rejectedParts(what);
		default:
			return assertNever(what);
	}
}

function rejectedParts({problems}: Extract<Happening, {kind: 'configRejected'}>): readonly Safe[] {
	const [what = safe`?`, ...rest] = configProblemParts(problems);
	return [safe`config not taken: ${what}`, ...rest, safe`the one before it stays`];
}

function downParts({failure, wasUpMs}: Extract<Happening, {kind: 'wentDown'}>): readonly Safe[] {
	return [
		failure === undefined ? safe`down` : safe`down: ${failureWords(failure)}`,
		...(wasUpMs === undefined ? [] : [safe`was up ${clean(durationText(wasUpMs))}`]),
	];
}

function crossedParts(what: Crossed, glyphs: Glyphs): readonly Safe[] {
	const {measure, isOver, limit, lastedMs} = what;
	const value = safe`${subjectText(what)} ${valueText(what, glyphs)}`;
	const limitText = measuredText(limit, measure, glyphs);
	return isOver
		? [
				safe`${value}, over ${limitText} ${what.isFound === true ? safe`when first seen` : safe`in 2 samples`}`,
				...labelParts(what),
			]
		: [safe`${value}, under ${limitText} again${afterText(lastedMs)}`];
}

function afterText(durationMs: number | undefined): Safe {
	return durationMs === undefined ? safe`` : safe` after ${clean(durationText(durationMs))}`;
}

function subjectText({measure, subject}: Crossed): Safe {
	return measure === 'disk' && subject !== undefined
		? safe`disk ${clean(subject, {maxCharacters: 200})}`
		: clean(measure);
}

function measuredText(value: number, measure: Crossed['measure'], {degree}: Glyphs): Safe {
	return measure === 'temperature' ? safe`${Math.round(value)}${degree}C` : clean(shareText(value));
}

/** A limit is crossed by less than is told of it: `92%, over 92%` would say nothing, `92.4%, over 92%` does. */
function valueText({value, limit, measure}: Crossed, glyphs: Glyphs): Safe {
	const text = measuredText(value, measure, glyphs);
	if (value === limit || text !== measuredText(limit, measure, glyphs)) {
		return text;
	}

	return measure === 'temperature'
		? safe`${clean(value.toFixed(1))}${glyphs.degree}C`
		: clean(`${(value * 100).toFixed(1)}%`);
}

/** What the node is because of it. */
function labelParts({measure, label}: Crossed): readonly Safe[] {
	const isOfIt =
		(measure === 'temperature' && label === 'throttled') ||
		(measure === 'memory' && label === 'memory-pressure');
	return isOfIt ? [safe`now ${clean(label)}`] : [];
}

/** ` · 84 times`; ` · 1,262 samples` of what goes on; nothing of what was run once. */
export function countOfRuns(run: CommandRun, count: number, glyphs: Glyphs): Safe {
	const noun = run.result.kind === 'runs' ? 'sample' : 'time';
	return count < 2 && run.command !== samplerCommand
		? safe``
		: safe` ${glyphs.apart} ${clean(countText(count, noun))}`;
}

/** `exit 0`, `runs`, `timed out`; `-` where it runs no more and nobody heard how it ended. */
export function resultText({result}: CommandRun, isConnected: boolean, glyphs: Glyphs): Safe {
	switch (result.kind) {
		case 'exited':
			return result.exitCode === undefined ? glyphs.absent : safe`exit ${result.exitCode}`;
		case 'runs':
			return isConnected ? safe`runs` : glyphs.absent;
		case 'failed':
			return result.failure.kind === 'exited' && result.failure.exitCode !== undefined
				? safe`exit ${result.failure.exitCode}`
				: failureWords(result.failure);
		default:
			return assertNever(result);
	}
}

/** The row as a line of its own, for the clipboard. */
export function eventText(
	{wallMs, node, what}: LogEntry,
	glyphs: Glyphs,
	isConnected = true,
): Safe {
	const where = node === undefined ? [] : [clean(node)];
	const words =
		what.kind === 'command'
			? commandWords(what, isConnected, glyphs)
			: [joinSafe(eventParts(what, glyphs), safe` ${glyphs.apart} `)];
	return joinSafe([timeText(wallMs), ...where, ...words], safe`  `);
}

function commandWords(
	{run, count}: Command,
	isConnected: boolean,
	glyphs: Glyphs,
): readonly Safe[] {
	return [
		safe`${clean(run.command)}${countOfRuns(run, count, glyphs)}`,
		...(run.tookMs === undefined ? [] : [clean(latencyText(run.tookMs))]),
		resultText(run, isConnected, glyphs),
	];
}

/** `pi-worker1 is throttled: 81°C, over 75°C`: what is told in the line of speech. */
export function alertText({node, what}: LogEntry, glyphs: Glyphs): Safe {
	const who = clean(node ?? '', {maxCharacters: 200});
	if (what.kind === 'wentDown') {
		return what.failure === undefined
			? safe`${who} is down`
			: safe`${who} is down: ${failureWords(what.failure)}`;
	}

	if (what.kind === 'configRejected') {
		return configProblemParts(what.problems)[0] ?? safe``;
	}

	if (what.kind === 'cluster') {
		const [first = safe``, ...rest] = newsParts(what.news);
		const text = joinSafe([first, ...rest], safe` ${glyphs.apart} `);
		return what.news.kind === 'jobEnded' ? text : safe`${clean(what.news.cluster)}: ${text}`;
	}

	if (what.kind !== 'crossed') {
		return who;
	}

	const {measure, limit} = what;
	const over = safe`${valueText(what, glyphs)}, over ${measuredText(limit, measure, glyphs)}`;
	return labelParts(what).length > 0 && measure === 'temperature'
		? safe`${who} is throttled: ${over}`
		: safe`${who}: ${subjectText(what)} ${over}`;
}
