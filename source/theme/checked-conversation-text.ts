import type {CheckedConversation} from '../domain/conversation.ts';
import {failureText} from './failure-text.ts';
import {countText} from './number-text.ts';

/** What there is to say about a conversation on disk, a sentence each; none: it is whole. Raw, as its file has it. */
export function checkedConversationTexts(checked: CheckedConversation): readonly string[] {
	const {id, failure, file} = checked;
	if (failure !== undefined) {
		return [failureText(failure)];
	}

	return [
		...file.problems.map(({source, reason}) => `${source}: ${reason}.`),
		...remarksOn(checked).map(remark => `${id}: ${remark}`),
	];
}

function remarksOn(checked: CheckedConversation): readonly string[] {
	const {state, file, said, full, isReadOnly} = checked;
	if (state === 'empty') {
		return [emptyText(checked)];
	}

	// Lines that cannot be read are told already: the turns that others miss stood there.
	const isExplained = file.problems.length > 0 || file.leftOut > 0;
	return [
		...(file.torn > 0
			? [`${countText(file.torn, 'line')} without an end, left out: never acknowledged.`]
			: []),
		...(file.leftOut > 0 ? [`${countText(file.leftOut, 'line')} left out by a repair.`] : []),
		...(said.forks.length > 0
			? ['two programs went on from the same turn; the one that spoke last is followed.']
			: []),
		...(said.lostTurns.length > 0 && !isExplained ? [lostText(said.lostTurns.length)] : []),
		...(full === undefined ? [] : [full]),
		...(isReadOnly || file.newer > 0 ? [newerText(file.newer, isReadOnly)] : []),
	];
}

function emptyText({file, path}: CheckedConversation): string {
	const what = file.torn > 0 ? `only ${countText(file.torn, 'line')} without an end` : 'empty';
	return `${what}: nothing in it was ever acknowledged. rm '${path}' removes it.`;
}

function lostText(turns: number): string {
	return turns === 1
		? 'a turn that it goes on from, or was taken back to, is nowhere in it; what was said before takes its place.'
		: `${turns} turns that it goes on from, or was taken back to, are nowhere in it; what was said before takes their place.`;
}

function newerText(records: number, isReadOnly: boolean): string {
	const what = records > 0 ? `${countText(records, 'record')} of it` : 'it';
	const end = isReadOnly ? 'this one only reads it' : 'left as they are';
	return `a newer clusterdeck wrote ${what}; ${end}.`;
}
