import {type FoundIn, searchConversations} from '../clients/search-conversations.ts';
import type {ConversationHit} from '../rules/conversation-search.ts';
import {dateText} from '../theme/conversation-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {jsonText} from '../theme/json-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {inConversations} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitFailed, type Surroundings} from './surroundings.ts';

const mostHits = 200;
const speakers = {title: '', question: 'You: ', answer: 'Answer: '} as const;

/** The conversations that hold all words in one place, as they are found; exit 1 where there is none. */
export function runChatSearch(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output, signal} = world;
	const isJson = flags.has('json');
	return inConversations(world, async directory => {
		const found: FoundIn[] = [];
		const words = operands.flatMap(operand => operand.split(/\s+/));
		const searched = await searchConversations(directory, {
			...{words, mostHits, signal},
			onFound(one) {
				found.push(one);
				if (!isJson) {
					output.print(`${linesOf(one, output.columns()).join('\n')}\n`);
				}
			},
		});
		if (!searched.ok) {
			output.complain(failureText(searched.failure));
			return exitFailed;
		}

		const {hits, isCut, unreadable} = searched.value;
		if (isJson) {
			output.print(`${jsonText(documentOf(found, isCut, world.version), 0)}\n`);
		}

		const remarks = [
			...(hits === 0 && !isJson ? ['no conversation holds all of that in one place.'] : []),
			...(isCut ? [`there may be more than these ${mostHits} places: search for more words.`] : []),
			...(unreadable > 0
				? [`${countText(unreadable, 'file')} cannot be read: clusterdeck chat verify says why.`]
				: []),
		];
		remarks.forEach(output.complain);
		return hits === 0 ? exitFailed : exitDone;
	});
}

function linesOf({conversation, hits}: FoundIn, columns: number | undefined): readonly string[] {
	const {id, title, changedWallMs} = conversation;
	const lines = [
		`${id}  ${dateText(changedWallMs)}  ${title}`,
		...hits.filter(({where}) => where !== 'title').map(one => `  ${hitText(one)}`),
	];
	return lines.map(line => {
		const text = clean(line);
		return columns === undefined ? text : cutEnd(text, columns, glyphsOf('unicode'));
	});
}

function hitText({where, before, match, after}: ConversationHit): string {
	return `${speakers[where]}${before}${match}${after}`;
}

function documentOf(found: readonly FoundIn[], isCut: boolean, version: string): object {
	return {
		schemaVersion: 1,
		version,
		isCut,
		conversations: found.map(({conversation: {id, title, changedWallMs}, hits}) => ({
			...{id, title, changedAt: new Date(changedWallMs).toISOString(), hits},
		})),
	};
}
