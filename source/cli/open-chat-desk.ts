import {dirname, join} from 'node:path';
import {readAskedFile} from '../clients/asked-file.ts';
import {createChatArchive} from '../clients/chat-archive.ts';
import {createMemoryArchive} from '../clients/memory-archive.ts';
import {listTemplates, readTemplate} from '../clients/prompt-templates.ts';
import type {EarlierAttempts} from '../domain/ollama-metrics.ts';
import {failed} from '../domain/result.ts';
import {type ChatDesk, type ChatShelf, createChatDesk} from '../runtime/chat-desk.ts';
import type {Runtime} from '../runtime/start-runtime.ts';
import {stateFile} from '../transport/state-directory.ts';
import {conversationsFolder, openConversationsFolder} from './conversations-folder.ts';
import {exportChat} from './export-chat.ts';
import {placeOf} from './place-of.ts';
import type {SessionConfig} from './session-config.ts';
import type {Surroundings} from './surroundings.ts';

export type ChatDeskSession = {
	readonly session: SessionConfig;
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly earlier: EarlierAttempts | undefined;
};

/** What carries out the chat tab; a demo keeps nothing. */
export function openChatDesk(
	{session, runtime, earlier}: ChatDeskSession,
	world: Surroundings,
): ChatDesk {
	const {storeClock: clock, chance, env, demo} = world;
	return createChatDesk({
		...{runtime, clock, chance, earlier},
		archive:
			demo === undefined
				? createChatArchive({
						path: stateFile(env, conversationsFolder),
						open: () => openConversationsFolder(env),
					})
				: createMemoryArchive(),
		shelf: shelfOf(session, world),
		exportChat: asked => exportChat(asked, world),
	});
}

/** Templates lie beside the configuration, where it is or would be. */
function shelfOf(
	{path: file, lookedAt}: SessionConfig,
	{env, signal}: Pick<Surroundings, 'env' | 'signal'>,
): ChatShelf {
	const config = file ?? lookedAt;
	const folder = config === undefined ? undefined : join(dirname(config), 'prompts');
	return {
		listTemplates: async () => (folder === undefined ? [] : listTemplates(folder)),
		readTemplate: async name =>
			folder === undefined ? failed({kind: 'missing', where: name}) : readTemplate(folder, name),
		readFile: (path, kind) => readAskedFile({path, place: placeOf(path, env), kind}, signal),
	};
}
