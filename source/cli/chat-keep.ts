import {dropAskedNote, keepAbandoned, writeAskedNote} from '../clients/asked-notes.ts';
import {
	appendRecord,
	beginConversation,
	type OpenConversation,
	readConversation,
} from '../clients/conversations.ts';
import type {ConversationRecord, OpenedRecord} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {TurnOutcome, TurnProgress} from '../domain/turn.ts';
import {openedRecord} from '../rules/conversation-id.ts';
import {saidRecord} from '../rules/said-record.ts';
import {noteAsked} from '../runtime/asked-notes.ts';
import {failureText} from '../theme/failure-text.ts';
import type {ChatAsk} from './chat-ask.ts';
import {findConversation, openConversationsFolder} from './conversations-folder.ts';
import type {Surroundings} from './surroundings.ts';

/** Where what is said is kept, and what was said before. */
export type ChatKeep = {
	/** Of the conversation that goes on; undefined: it begins. */
	readonly conversation: OpenConversation['conversation'] | undefined;
	/** The question is asked now, for the turn of this id. */
	readonly begin: (turn: string, system: string | undefined) => KeptQuestion;
};

/** It is noted, with what comes of it, should this program be killed before it is kept. */
export type KeptQuestion = {
	readonly progressed: (progress: TurnProgress) => void;
	/** The id that it is kept under; undefined: nothing is to be kept, or it failed, which was told. */
	readonly keep: (outcome: TurnOutcome) => Promise<string | undefined>;
};

type World = Pick<Surroundings, 'env' | 'output' | 'clock' | 'chance' | 'demo'>;

const nothingKept: ChatKeep = {
	conversation: undefined,
	begin: () => ({progressed: () => undefined, keep: async () => undefined}),
};

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

	await keepAbandoned(directory.value);
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
		begin: (turn, system) =>
			beginKeeping({directory: directory.value, conversation, question, system, turn}, world),
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

type Asked = {
	readonly directory: string;
	readonly conversation: ChatKeep['conversation'];
	readonly question: ChatMessage;
	readonly system: string | undefined;
	/** The id of what comes of it. */
	readonly turn: string;
};

function beginKeeping(asked: Asked, world: World): KeptQuestion {
	const {directory, conversation, question, system, turn} = asked;
	const {clock, chance} = world;
	const wallMs = clock.wallMs();
	const begun = openedRecord({wallMs, system}, chance);
	const opened = conversation === undefined ? begun : {...begun, id: conversation.id};
	const after = conversation?.turns.at(-1)?.id;
	const said = {wallMs, after, question, attempts: []};
	const note = noteAsked(
		{opened, record: {type: 'interrupted', ...said, killed: {turn}}},
		{
			clock,
			archive: {
				note: current => writeAskedNote(directory, current),
				dropNote: id => dropAskedNote(directory, id),
			},
		},
	);
	return {
		progressed: note.progressed,
		async keep(outcome) {
			const record = saidRecord(outcome, {wallMs: clock.wallMs(), after, question});
			const kept = record === undefined || (await keepRecord({...asked, opened}, record, world));
			if (kept) {
				await note.end();
			}

			return kept && record !== undefined ? opened.id : undefined;
		},
	};
}

type Said = NonNullable<ReturnType<typeof saidRecord>>;

/** Whether it is kept; what went wrong is told. */
async function keepRecord(
	{directory, conversation, system, opened}: Asked & {readonly opened: OpenedRecord},
	record: Said,
	{output}: World,
): Promise<boolean> {
	const {id} = opened;
	if (conversation !== undefined && system !== undefined) {
		const settings = {...conversation.settings, system};
		// Kept for the next time; what was said is kept all the same.
		await appendRecord(directory, id, {type: 'settings', wallMs: record.wallMs, settings});
	}

	const kept =
		conversation === undefined
			? await beginConversation(directory, opened, [record])
			: await appendRecord(directory, id, record);
	if (kept.ok) {
		await tellFork(directory, {id, record}, output);
	} else {
		output.complain(`${failureText(kept.failure)} The conversation is not kept.`);
	}

	return kept.ok;
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
