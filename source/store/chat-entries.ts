import type {ChatTabEvent} from '../domain/chat-event.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Happening} from '../domain/log-entry.ts';

type Told = {readonly what: Happening; readonly node: NodeName | undefined};

/** What the list of events tells of questions: what went wrong. What a person stopped did not. */
export function toldOfChats(
	event: Extract<ChatTabEvent, {type: 'chats/progressed' | 'chats/ended'}>,
): readonly Told[] {
	if (event.type === 'chats/ended') {
		const {outcome} = event;
		return outcome.state === 'failed' || outcome.state === 'noRoute'
			? [{what: {kind: 'chat', news: {kind: 'unanswered', outcome}}, node: undefined}]
			: [];
	}

	const {progress} = event;
	if (progress.type !== 'broken' || progress.attempt.outcome.state !== 'failed') {
		return [];
	}

	const {attempt, next} = progress;
	const {node, decision} = attempt;
	return [
		{what: {kind: 'chat', news: {kind: 'brokeOff', model: decision.model, attempt, next}}, node},
	];
}
