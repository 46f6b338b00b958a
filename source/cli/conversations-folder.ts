import {join} from 'node:path';
import {keepAbandoned} from '../clients/asked-notes.ts';
import {listIds} from '../clients/conversations.ts';
import {lastConversation} from '../clients/last-conversation.ts';
import {quoted} from '../domain/printable.ts';
import {failureText} from '../theme/failure-text.ts';
import {openStateDirectory, stateFile} from '../transport/state-directory.ts';
import {makeDirectory} from '../transport/make-directory.ts';
import {sweepTemporaryFiles} from '../transport/write-file.ts';
import {failureOfError} from '../transport/failure-of-error.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** In the state directory. */
export const conversationsFolder = 'conversations';

export type MeantConversation = {readonly directory: string; readonly id: string};

/**
 * What is done in the folder of the conversations, which need not be there, with the questions of programs that were
 * killed among them; without a home nothing is.
 */
export async function inConversations(
	world: Surroundings,
	use: (directory: string) => Promise<ExitStatus>,
): Promise<ExitStatus> {
	const directory = folderOrComplaint(world);
	if (directory === undefined) {
		return exitUsage;
	}

	await keepAbandoned(directory);
	return use(directory);
}

/** What is done with the conversation that was meant; where there is none, or more than one, that is said. */
export function withConversation(
	meant: string,
	world: Surroundings,
	use: (conversation: MeantConversation) => Promise<ExitStatus>,
): Promise<ExitStatus> {
	return inConversations(world, async directory => {
		const found = await findConversation(directory, meant);
		if ('refusal' in found) {
			world.output.complain(found.refusal);
			return exitFailed;
		}

		return use({directory, id: found.id});
	});
}

/** Undefined, after a complaint: there is no home. */
function folderOrComplaint({env, output}: Pick<Surroundings, 'env' | 'output'>) {
	const path = stateFile(env, conversationsFolder);
	if (path === undefined) {
		const where = 'the environment variable HOME';
		output.complain(failureText({kind: 'missing', where}));
	}

	return path;
}

/** Where conversations are written, made where it is missing. Failures: those of the state directory. */
export async function openConversationsFolder(env: Surroundings['env']): Promise<Result<string>> {
	const directory = await openStateDirectory(env);
	if (!directory.ok) {
		return directory;
	}

	const path = join(directory.value, conversationsFolder);
	try {
		await makeDirectory(path);
		await sweepTemporaryFiles(path);
		return succeeded(path);
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

/** The id that was meant: whole, its beginning, or `last`. A sentence where that is none or more than one. */
export async function findConversation(
	directory: string,
	meant: string,
): Promise<{readonly id: string} | {readonly refusal: string}> {
	const found = await (meant === 'last' ? lastOf(directory) : thoseThatBegin(directory, meant));
	if (!found.ok) {
		return {refusal: failureText(found.failure)};
	}

	const [id, other] = found.value;
	if (id === undefined) {
		return {
			refusal: `There is no conversation ${quoted(meant)}: clusterdeck chat ls lists them.`,
		};
	}

	return other === undefined
		? {id}
		: {
				refusal: `${quoted(meant)} begins ${found.value.length} conversations: write more of the id.`,
			};
}

async function lastOf(directory: string): Promise<Result<readonly string[]>> {
	const last = await lastConversation(directory);
	return last.ok ? succeeded(last.value === undefined ? [] : [last.value]) : last;
}

async function thoseThatBegin(
	directory: string,
	beginning: string,
): Promise<Result<readonly string[]>> {
	const ids = await listIds(directory);
	return ids.ok ? succeeded(ids.value.filter(id => id.startsWith(beginning))) : ids;
}
