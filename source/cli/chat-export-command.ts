import {Buffer} from 'node:buffer';
import {resolve} from 'node:path';
import {readConversation} from '../clients/conversations.ts';
import {conversationMarkdown} from '../theme/conversation-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean, cleanLines} from '../theme/safe.ts';
import {writeFileAtomically} from '../transport/write-file.ts';
import {conversationDocument} from './conversation-document.ts';
import {withConversation} from './conversations-folder.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitFailed, type Surroundings} from './surroundings.ts';

const longestLine = 2 ** 20;

/** One conversation, as Markdown for people or as JSON with everything that was written of it. */
export function runChatExport(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	return withConversation(operands[0] ?? 'last', world, async ({directory, id}) => {
		const read = await readConversation(directory, id);
		if (!read.ok) {
			output.complain(failureText(read.failure));
			return exitFailed;
		}

		if (read.value.file.problems.length > 0) {
			output.complain(`${id} is damaged: clusterdeck chat verify ${id} says how.`);
		}

		const isJson = flags.has('json');
		const text = isJson
			? conversationDocument(read.value.conversation, {
					version: world.version,
					recordSchema: read.value.file.schema,
				})
			: conversationMarkdown(read.value.conversation);
		const path = flags.text('output');
		return path === undefined ? print(text, isJson, world) : save(text, path, world);
	});
}

/** A program gets the text as it was said, a terminal what it can show without acting on it. */
function print(text: string, isJson: boolean, {output}: Surroundings): ExitStatus {
	if (isJson || output.isTerminal()) {
		const shown = isJson ? text : cleanLines(text, {maxCharacters: longestLine}).join('\n');
		output.print(shown);
	} else {
		output.printBytes(Buffer.from(text, 'utf8').toString('latin1'));
	}

	return exitDone;
}

async function save(text: string, path: string, {output}: Surroundings): Promise<ExitStatus> {
	const written = await writeFileAtomically({path: resolve(path), text, mode: 0o600});
	if (!written.ok) {
		output.complain(failureText(written.failure));
		return exitFailed;
	}

	output.print(`Written to ${clean(path)}.\n`);
	return exitDone;
}
