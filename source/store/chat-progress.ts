/** What is told of a question while it is answered. */
import {assertNever} from '../domain/assert-never.ts';
import type {ChatTabEvent} from '../domain/chat-event.ts';
import {nothingStreamed} from './chat-asking.ts';
import type {AskedPhase, AskedTurn, ChatState} from './chat-state.ts';

/** One that is over tells nothing more. */
export function withAsked(
	chats: ChatState,
	asking: number,
	change: (asked: AskedTurn) => AskedTurn,
): ChatState {
	const at = chats.asked.findIndex(one => one.asking === asking);
	const before = chats.asked[at];
	const isTold = before !== undefined && before.phase.state !== 'failed';
	const after = isTold ? change(before) : before;
	return after === undefined || after === before
		? chats
		: {...chats, asked: chats.asked.with(at, after)};
}

type Progressed = Extract<ChatTabEvent, {type: 'chats/progressed'}>;

export function progressed(asked: AskedTurn, {progress, atMs}: Progressed): AskedTurn {
	switch (progress.type) {
		case 'routed':
			return {...asked, decision: progress.decision};
		case 'waiting': {
			const {node, phase, elapsedMs, aboutMs} = progress;
			const waiting = {state: 'waiting', node, toldAtMs: atMs, phase, elapsedMs, aboutMs} as const;
			return {...asked, phase: unlessStopped(asked, waiting)};
		}

		case 'late': {
			const {node, waitedMs: elapsedMs} = progress;
			const about = {phase: 'loading', elapsedMs, aboutMs: undefined} as const;
			const waiting = {state: 'waiting', node, toldAtMs: atMs, ...about} as const;
			return {...asked, phase: unlessStopped(asked, waiting)};
		}

		case 'broken':
			return {
				...asked,
				...nothingStreamed,
				broken: [...asked.broken, progress.attempt],
				phase: unlessStopped(asked, {state: 'routing'}),
			};
		default:
			return assertNever(progress);
	}
}

type Streamed = Extract<ChatTabEvent, {type: 'chats/streamed'}>;

export function streamed(
	asked: AskedTurn,
	{node, thinking, content, pieces, atMs}: Streamed,
): AskedTurn {
	const {phase} = asked;
	const sinceMs = phase.state === 'streaming' && phase.node === node ? phase.sinceMs : atMs;
	const thinkingSinceMs = asked.thinkingSinceMs ?? (thinking === '' ? undefined : atMs);
	const isAnswering = content !== '' && thinkingSinceMs !== undefined;
	return {
		...asked,
		thinking: asked.thinking + thinking,
		thinkingSinceMs,
		thinkingMs: asked.thinkingMs ?? (isAnswering ? atMs - thinkingSinceMs : undefined),
		content: asked.content + content,
		pieces: asked.pieces + pieces,
		phase: unlessStopped(asked, {state: 'streaming', node, sinceMs, heardAtMs: atMs}),
	};
}

/** What the person stopped stays so until it is over. */
function unlessStopped({phase}: AskedTurn, next: AskedPhase): AskedPhase {
	return phase.state === 'stopping' ? phase : next;
}
