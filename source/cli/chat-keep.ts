import {
	appendRecord,
	type OpenConversation,
	readConversation,
	startConversation,
} from '../clients/conversations.ts';
import type {ConversationRecord} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {TurnOutcome} from '../domain/turn.ts';
import {saidRecord} from '../rules/said-record.ts';
import {failureText} from '../theme/failure-text.ts';
import type {ChatAsk} from './chat-ask.ts';
import {findConversation, openConversationsFolder} from './conversations-folder.ts';
import type {Surroundings} from './surroundings.ts';

/** Where what is said is kept, and what was said before. */
export type ChatKeep = {
	/** Of the conversation that goes on; undefined: it begins. */
	readonly conversation: OpenConversation['conversation'] | undefined;
	/** The id that it is kept under; undefined: nothing is to be kept, or it failed, which was told. */
	readonly keep: (outcome: TurnOutcome, system: string | undefined) => Promise<string | undefined>;
};

type World = Pick<Surroundings, 'env' | 'output' | 'clock' | 'chance' | 'demo'>;

const nothingKept: ChatKeep = {conversation: undefined, keep: async () => undefined};

/** Without a place to keep it there is one warning and the answer comes all the same; a demo keeps nothing. */
export async function openChatKeep(
	{continued, question}: ChatAsk,
	world: World,
): Promise<ChatKeep | {readonly refusal: string}> {
	if (world.demo !== undefined) {
		return nothingKept;
	}

	const directory = await openConversationsFolder(world.env);
	if (!directory.ok) {
		const why = failureText(directory.failure);
		if (continued !== undefined) {
			return {refusal: why};
		}

		world.output.complain(`${why} The conversation is not kept.`);
		return nothingKept;
	}

	const before =
		continued === undefined
			? undefined
			: await openContinued(directory.value, continued, world.output);
	if (before !== undefined && 'refusal' in before) {
		return before;
	}

	const conversation = before?.conversation;
	return {
		conversation,
		keep: (outcome, system) =>
			keepOutcome({directory: directory.value, conversation, question, system}, outcome, world),
	};
}

async function openContinued(
	directory: string,
	meant: string,
	{complain}: Pick<World['output'], 'complain'>,
): Promise<OpenConversation | {readonly refusal: string}> {
	const found = await findConversation(directory, meant);
	if ('refusal' in found) {
		return found;
	}

	const read = await readConversation(directory, found.id);
	if (!read.ok) {
		return {refusal: failureText(read.failure)};
	}

	if (read.value.isReadOnly) {
		return {refusal: `${found.id} was written by a newer clusterdeck: this one only reads it.`};
	}

	const {full, file} = read.value;
	if (full === undefined && file.problems.length > 0) {
		complain(`${found.id} is damaged: clusterdeck chat verify ${found.id} says how.`);
	}

	return full === undefined ? read.value : {refusal: `${found.id}: ${full}`};
}

type Kept = {
	readonly directory: string;
	readonly conversation: ChatKeep['conversation'];
	readonly question: ChatMessage;
	readonly system: string | undefined;
};

async function keepOutcome(
	{directory, conversation, question, system}: Kept,
	outcome: TurnOutcome,
	{clock, chance, output}: World,
): Promise<string | undefined> {
	const wallMs = clock.wallMs();
	const after = conversation?.turns.at(-1)?.id;
	const record = saidRecord(outcome, {wallMs, after, question});
	if (record === undefined) {
		return undefined;
	}

	const started =
		conversation === undefined
			? await startConversation(directory, {wallMs, system, said: record}, chance)
			: ({ok: true, value: conversation.id} as const);
	if (conversation !== undefined && system !== undefined) {
		const settings = {...conversation.settings, system};
		// Kept for the next time; what was said is kept all the same.
		await appendRecord(directory, conversation.id, {type: 'settings', wallMs, settings});
	}

	const kept =
		started.ok && conversation !== undefined
			? await appendRecord(directory, started.value, record)
			: started;
	if (started.ok && kept.ok) {
		await tellFork(directory, {id: started.value, record}, output);
		return started.value;
	}

	if (!kept.ok) {
		output.complain(`${failureText(kept.failure)} The conversation is not kept.`);
	}

	return undefined;
}

type KeptRecord = {readonly id: string; readonly record: ConversationRecord};

/** Another program may have said something in it since it was read. */
async function tellFork(
	directory: string,
	{id, record}: KeptRecord,
	{complain}: Pick<World['output'], 'complain'>,
): Promise<void> {
	if (record.type !== 'turn' || record.after === undefined) {
		return;
	}

	const read = await readConversation(directory, id);
	if (read.ok && read.value.conversation.forks.includes(record.turn.id)) {
		complain(
			`Another program went on in ${id} meanwhile: both turns are kept, what comes next follows this one.`,
		);
	}
}
