import {listConversations} from '../clients/list-conversations.ts';
import type {ConversationSummary} from '../domain/conversation.ts';
import {dateText} from '../theme/conversation-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {jsonText} from '../theme/json-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {inConversations} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitFailed, type Surroundings} from './surroundings.ts';

const leastTitle = 16;

/** The conversations that were not deleted, the one that was changed last first. */
export function runChatList({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	return inConversations(world, directory => listIn(directory, flags, world));
}

async function listIn(
	directory: string,
	flags: Invocation['flags'],
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const listed = await listConversations(directory);
	if (!listed.ok) {
		output.complain(failureText(listed.failure));
		return exitFailed;
	}

	const {unreadable, newer, unlisted} = listed.value;
	const list = listed.value.list.filter(({isDeleted}) => !isDeleted);
	output.print(
		flags.has('json')
			? `${jsonText(listDocument(list, world.version), 0)}\n`
			: `${listTable(list, output.columns()).join('\n')}\n`,
	);
	const isDamaged = list.some(summary => summary.isDamaged) || unreadable > 0;
	if (isDamaged) {
		const what = unreadable > 0 ? `${countText(unreadable, 'file')} cannot be read` : 'marked !';
		output.complain(`some are damaged (${what}): clusterdeck chat verify says which and how.`);
	}

	if (newer > 0) {
		output.complain(`${countText(newer, 'conversation')} of a newer clusterdeck: use that one.`);
	}

	if (unlisted > 0) {
		const older = countText(unlisted, 'older conversation');
		output.complain(`${older} left out: chat search, chat export and --continue find them.`);
	}

	return exitDone;
}

function listDocument(list: readonly ConversationSummary[], version: string): object {
	return {
		schemaVersion: 1,
		version,
		conversations: list.map(({openedWallMs, changedWallMs, isDeleted: _, ...summary}) => ({
			...summary,
			openedAt: new Date(openedWallMs).toISOString(),
			changedAt: new Date(changedWallMs).toISOString(),
		})),
	};
}

function listTable(
	list: readonly ConversationSummary[],
	columns: number | undefined,
): readonly string[] {
	if (list.length === 0) {
		return ['No conversations yet: clusterdeck chat PROMPT begins one.'];
	}

	const rows = list.map(({id, changedWallMs, turns, isDamaged}) =>
		[id, dateText(changedWallMs), String(turns).padStart(5), isDamaged ? '!' : ' '].join('  '),
	);
	const head = `${'CONVERSATION'.padEnd(22)}  ${'CHANGED'.padEnd(16)}  TURNS     TITLE`;
	const before = (rows[0]?.length ?? 0) + 2;
	const room = columns === undefined ? undefined : Math.max(leastTitle, columns - before);
	return [
		head,
		...list.map(({title}, index) => {
			const text = title === '' ? safe`-` : clean(title);
			const shown = room === undefined ? text : cutEnd(text, room, glyphsOf('unicode'));
			return `${rows[index]}  ${shown}`.trimEnd();
		}),
	];
}
