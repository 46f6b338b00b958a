import {listIds, readConversation} from '../clients/conversations.ts';
import {mendConversation} from '../clients/mend-conversation.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {conversationsFolder, findConversation} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** Says of one conversation or of all whether it is whole; exit 1 where one is not. Changes nothing. */
export async function runChatVerify(
	{operands}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const directory = conversationsFolder(world);
	if (directory === undefined) {
		return exitUsage;
	}

	const ids = await meantIds(directory, operands[0]);
	if ('refusal' in ids) {
		output.complain(ids.refusal);
		return exitFailed;
	}

	let damaged = 0;
	for (const id of ids.ids) {
		const remarks = await remarksOn(directory, id);
		damaged += remarks.isDamaged ? 1 : 0;
		output.print(remarks.lines.map(line => `${clean(line)}\n`).join(''));
	}

	const whole = countText(ids.ids.length - damaged, 'conversation');
	output.print(`${whole} whole, ${damaged} damaged.\n`);
	if (damaged > 0) {
		output.complain('clusterdeck chat repair ID keeps what is whole of one, and a backup.');
	}

	return damaged > 0 ? exitFailed : exitDone;
}

/** Keeps what is whole of a conversation. */
export async function runChatRepair(
	{operands}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const directory = conversationsFolder(world);
	if (directory === undefined) {
		return exitUsage;
	}

	const found = await findConversation(directory, operands[0] ?? '');
	const mended = 'refusal' in found ? found : await mendConversation(directory, found.id);
	if ('refusal' in mended || !mended.ok) {
		output.complain('refusal' in mended ? mended.refusal : failureText(mended.failure));
		return exitFailed;
	}

	const {damaged, kept, backup} = mended.value;
	output.print(
		backup === undefined
			? `It is whole: ${countText(kept, 'record')}.\n`
			: `${countText(kept, 'record')} kept, ${countText(damaged, 'line')} left out. As it was: ${clean(backup)}\n`,
	);
	return exitDone;
}

type Ids = {readonly ids: readonly string[]} | {readonly refusal: string};

async function meantIds(directory: string, meant: string | undefined): Promise<Ids> {
	if (meant !== undefined) {
		const found = await findConversation(directory, meant);
		return 'refusal' in found ? found : {ids: [found.id]};
	}

	const all = await listIds(directory);
	return all.ok ? {ids: all.value} : {refusal: failureText(all.failure)};
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
