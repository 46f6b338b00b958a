import {checkConversation} from '../clients/check-conversation.ts';
import {listIds} from '../clients/conversations.ts';
import {mendConversation} from '../clients/mend-conversation.ts';
import type {CheckedConversation} from '../domain/conversation.ts';
import {checkedConversationTexts} from '../theme/checked-conversation-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {verifyDocument} from './verify-document.ts';
import {inConversations, withConversation} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitFailed, type Surroundings} from './surroundings.ts';

/** Says of one conversation or of all whether it is whole; exit 1 where one is not. Changes nothing. */
export function runChatVerify(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const [meant] = operands;
	const asked = {isJson: flags.has('json'), world};
	return meant === undefined
		? inConversations(world, directory => verifyAll(directory, asked))
		: withConversation(meant, world, ({directory, id}) => verify(directory, [id], asked));
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

async function verifyAll(directory: string, asked: Verifying): Promise<ExitStatus> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		asked.world.output.complain(failureText(ids.failure));
		return exitFailed;
	}

	return verify(directory, ids.value, asked);
}

type Verifying = {readonly isJson: boolean; readonly world: Surroundings};
type Count = (state: CheckedConversation['state']) => number;

async function verify(
	directory: string,
	ids: readonly string[],
	{isJson, world}: Verifying,
): Promise<ExitStatus> {
	const {output, version} = world;
	const all: CheckedConversation[] = [];
	for (const id of ids) {
		const checked = await checkConversation(directory, id);
		if (checked === undefined) {
			continue;
		}

		all.push(checked);
		if (!isJson) {
			output.print(checkedConversationTexts(checked).map(asLine).join(''));
		}
	}

	const count: Count = state => all.filter(one => one.state === state).length;
	output.print(
		isJson ? `${jsonText(verifyDocument(all, version), 2)}\n` : `${countedText(count)}.\n`,
	);
	if (count('damaged') > 0) {
		output.complain('clusterdeck chat repair ID leaves out of one what nobody can read.');
	}

	return count('damaged') > 0 ? exitFailed : exitDone;
}

function asLine(text: string): string {
	return `${clean(text)}\n`;
}

function countedText(count: Count): string {
	return [
		`${countText(count('whole'), 'conversation')} whole`,
		`${count('damaged')} damaged`,
		...(count('empty') > 0 ? [`${count('empty')} empty`] : []),
		...(count('newer') > 0 ? [`${count('newer')} of a newer clusterdeck`] : []),
	].join(', ');
}
