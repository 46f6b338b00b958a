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

/** Keeps what is whole of a conversation. */
export function runChatRepair({operands}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output} = world;
	return withConversation(operands[0] ?? '', world, async ({directory, id}) => {
		const mended = await mendConversation(directory, id);
		if (!mended.ok) {
			output.complain(failureText(mended.failure));
			return exitFailed;
		}

		const {damaged, kept, backup} = mended.value;
		const records = countText(kept, 'record');
		output.print(
			backup === undefined
				? `It is whole: ${records}.\n`
				: `${records} kept, ${countText(damaged, 'line')} left out. As it was: ${clean(backup)}\n`,
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
	let damaged = 0;
	for (const id of ids) {
		const remarks = await remarksOn(directory, id);
		damaged += remarks.isDamaged ? 1 : 0;
		output.print(remarks.lines.map(line => `${clean(line)}\n`).join(''));
	}

	const whole = countText(ids.length - damaged, 'conversation');
	output.print(`${whole} whole, ${damaged} damaged.\n`);
	if (damaged > 0) {
		output.complain('clusterdeck chat repair ID keeps what is whole of one, and a backup.');
	}

	return damaged > 0 ? exitFailed : exitDone;
}

type Remarks = {readonly lines: readonly string[]; readonly isDamaged: boolean};

async function remarksOn(directory: string, id: string): Promise<Remarks> {
	const read = await readConversation(directory, id);
	if (!read.ok) {
		return {lines: [failureText(read.failure)], isDamaged: true};
	}

	const {file, conversation, isReadOnly} = read.value;
	return {
		isDamaged: file.problems.length > 0,
		lines: [
			...file.problems.map(({source, reason}) => `${source}: ${reason}.`),
			...(file.torn > 0
				? [`${id}: ${countText(file.torn, 'line')} without an end, left out: never acknowledged.`]
				: []),
			...(conversation.forks.length > 0
				? [`${id}: two programs went on from the same turn; the one that spoke last is followed.`]
				: []),
			...(isReadOnly ? [`${id}: a newer clusterdeck wrote it; this one only reads it.`] : []),
		],
	};
}
