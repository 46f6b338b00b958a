import {listIds, readConversation} from '../clients/conversations.ts';
import {mendConversation} from '../clients/mend-conversation.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {inConversations, withConversation} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitFailed, type Surroundings} from './surroundings.ts';

/** Says of one conversation or of all whether it is whole; exit 1 where one is not. Changes nothing. */
export function runChatVerify({operands}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const [meant] = operands;
	return meant === undefined
		? inConversations(world, directory => verifyAll(directory, world))
		: withConversation(meant, world, ({directory, id}) => verify(directory, [id], world));
}

/** Leaves out of a conversation what nobody can read. */
export function runChatRepair({operands}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output} = world;
	return withConversation(operands[0] ?? '', world, async ({directory, id}) => {
		const mended = await mendConversation(directory, id, world.clock.wallMs());
		if (!mended.ok) {
			output.complain(failureText(mended.failure));
			return exitFailed;
		}

		const {leftOut, kept, isChanged} = mended.value;
		const records = countText(kept, 'record');
		output.print(
			isChanged
				? `${records} kept, ${countText(leftOut, 'line')} left out from now on. Nothing was taken from the file.\n`
				: `It is whole: ${records}.\n`,
		);
		return exitDone;
	});
}

async function verifyAll(directory: string, world: Surroundings): Promise<ExitStatus> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		world.output.complain(failureText(ids.failure));
		return exitFailed;
	}

	return verify(directory, ids.value, world);
}

async function verify(
	directory: string,
	ids: readonly string[],
	{output}: Surroundings,
): Promise<ExitStatus> {
	const states: Array<Remarks['state']> = [];
	for (const id of ids) {
		const remarks = await remarksOn(directory, id);
		states.push(remarks.state);
		output.print(remarks.lines.map(line => `${clean(line)}\n`).join(''));
	}

	const count = (state: Remarks['state']): number => states.filter(one => one === state).length;
	const damaged = count('damaged');
	const newer = count('newer') > 0 ? `, ${count('newer')} of a newer clusterdeck` : '';
	output.print(`${countText(count('whole'), 'conversation')} whole, ${damaged} damaged${newer}.\n`);
	if (damaged > 0) {
		output.complain('clusterdeck chat repair ID leaves out of one what nobody can read.');
	}

	return damaged > 0 ? exitFailed : exitDone;
}

type Remarks = {
	readonly lines: readonly string[];
	/** `empty`: nothing in it was ever acknowledged, or it was removed meanwhile. */
	readonly state: 'whole' | 'damaged' | 'newer' | 'empty';
};

async function remarksOn(directory: string, id: string): Promise<Remarks> {
	const read = await readConversation(directory, id);
	if (!read.ok && read.failure.kind === 'missing') {
		return {lines: [], state: 'empty'};
	}

	if (!read.ok) {
		const state = read.failure.kind === 'unsupported' ? 'newer' : 'damaged';
		return {lines: [failureText(read.failure)], state};
	}

	const {file, conversation, isReadOnly, full} = read.value;
	const isDamaged = file.problems.length > 0;
	const remark = (text: string): string => `${id}: ${text}`;
	return {
		state: isDamaged ? 'damaged' : isReadOnly ? 'newer' : 'whole',
		lines: [
			...file.problems.map(({source, reason}) => `${source}: ${reason}.`),
			...(file.torn > 0
				? [remark(`${countText(file.torn, 'line')} without an end, left out: never acknowledged.`)]
				: []),
			...(file.leftOut > 0
				? [remark(`${countText(file.leftOut, 'line')} left out by a repair.`)]
				: []),
			...(conversation.forks.length > 0
				? [remark('two programs went on from the same turn; the one that spoke last is followed.')]
				: []),
			...(full === undefined ? [] : [remark(full)]),
			...(isReadOnly || file.newer > 0 ? [remark(newerText(file.newer, isReadOnly))] : []),
		],
	};
}

function newerText(records: number, isReadOnly: boolean): string {
	const what = records > 0 ? `${countText(records, 'record')} of it` : 'it';
	const end = isReadOnly ? 'this one only reads it' : 'left as they are';
	return `a newer clusterdeck wrote ${what}; ${end}.`;
}
