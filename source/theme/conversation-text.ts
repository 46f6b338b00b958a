import type {Attempt, Turn} from '../domain/chat.ts';
import type {Conversation} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import {failureText} from './failure-text.ts';
import {countText, latencyText, speedText} from './number-text.ts';

/**
 * A conversation as Markdown: each question and answer under a heading, code as it was written, and who answered below
 * it. Raw: whoever shows it on a terminal cleans it.
 */
export function conversationMarkdown(conversation: Conversation): string {
	const {title, id, turns, interrupted, others} = conversation;
	const left = others.length === 0 ? [] : [`${countText(others.length, 'turn')} not followed`];
	const about = [id, dateText(conversation.openedWallMs), countText(turns.length, 'turn'), ...left];
	const unanswered = (after: string | undefined) =>
		interrupted
			.filter(record => record.after === after)
			.flatMap(({question, attempts}) => [questionText(question), ...attempts.map(attemptText)]);
	const said = (turn: Turn) => [...turnParts(turn), ...unanswered(turn.id)];
	const parts = [
		`# ${oneLine(title) || 'Without a title'}`,
		`_${about.join(' · ')}_`,
		...(conversation.system === undefined || conversation.system === ''
			? []
			: [`## System\n\n${conversation.system}`]),
		...unanswered(undefined),
		...turns.flatMap(said),
		...(others.length === 0 ? [] : ['# Not followed', ...others.flatMap(said)]),
	];
	return `${parts.join('\n\n')}\n`;
}

function turnParts({question, answer, model, attempts}: Turn): readonly string[] {
	const answered = attempts.at(-1);
	return [
		questionText(question),
		...attempts.slice(0, -1).map(attemptText),
		`## ${oneLine(model)}`,
		...(answer.thinking === undefined || answer.thinking === ''
			? []
			: [`<details><summary>Thinking</summary>\n\n${answer.thinking.trim()}\n\n</details>`]),
		answer.content.trim(),
		...(answered === undefined ? [] : [quotation(`→ ${answeredText(answered)}`)]),
	];
}

function questionText({content, images = []}: ChatMessage): string {
	const shown = images.length === 0 ? '' : `\n\n_${countText(images.length, 'image')}_`;
	return `## You\n\n${content.trim()}${shown}`;
}

/** What was tried in vain, with what came of it. */
function attemptText({node, outcome, partial}: Attempt): string {
	const why = outcome.state === 'failed' ? failureText(outcome.failure) : `${node}: cancelled.`;
	const kept = partial === undefined ? '' : `\n\n${partial.content.trim()}`;
	return quotation(`Interrupted. ${oneLine(why)}${kept}`);
}

/** `pi-05 · warm · TTFT 0.8 s · 6.1 tok/s · 40 tokens` */
export function answeredText({node, isWarm, firstTokenMs, usage}: Attempt): string {
	const {outputTokens, outputMs} = usage ?? {};
	const speed =
		outputTokens === undefined || outputMs === undefined || outputMs === 0
			? undefined
			: speedText((outputTokens * 1000) / outputMs);
	return [
		node,
		isWarm ? 'warm' : 'loaded first',
		firstTokenMs === undefined ? undefined : `TTFT ${latencyText(firstTokenMs)}`,
		speed,
		outputTokens === undefined ? undefined : countText(outputTokens, 'token'),
	]
		.filter(part => part !== undefined)
		.join(' · ');
}

function quotation(text: string): string {
	return text
		.split('\n')
		.map(line => `> ${line}`.trimEnd())
		.join('\n');
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

/** `2026-11-22 15:53`, in the time zone of this machine. */
export function dateText(wallMs: number): string {
	const time = new Date(wallMs);
	const two = (part: number): string => String(part).padStart(2, '0');
	const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
	return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
