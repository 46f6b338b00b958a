import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {rm} from 'node:fs/promises';
import {runChat} from '../../source/cli/chat-command.ts';
import {parseArguments} from '../../source/cli/parse-arguments.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {createHttpPorts} from '../../source/clients/http-ports.ts';
import {readConversation, listIds} from '../../source/clients/conversations.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {openTcp} from '../../source/transport/open-tcp.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {quietProbe, someSurroundings} from './surroundings.ts';

/** A rack of nodes `n1`, `n2`, ... with a test server each, or down; and `clusterdeck chat` asked of it. */
export async function aChatWorld(plans: ReadonlyArray<OllamaOptions | 'down'>) {
	const home = await mkdtemp(join(tmpdir(), 'clusterdeck-chat-'));
	onTestFinished(() => rm(home, {recursive: true, force: true}));
	const servers = new Map<string, OllamaServer>();
	const lines = ['version: 1', 'cluster: rack', 'nodes:'];
	for (const [index, plan] of plans.entries()) {
		const name = `n${index + 1}`;
		if (plan === 'down') {
			lines.push(`  - {name: ${name}, host: ${name}, ollama: {port: 1}}`);
			continue;
		}

		const server = await startOllama(plan);
		onTestFinished(() => server.close());
		servers.set(name, server);
		lines.push(`  - {name: ${name}, host: ${name}, ollama: {port: ${server.port}}}`);
	}

	const config = join(home, 'config.yaml');
	const openProbe: OpenProbe = async ({name}) =>
		servers.has(name)
			? succeeded(aProbe())
			: failed({kind: 'unreachable', where: name, reason: 'no route to host'});
	const ask = async (args: readonly string[], {piped, ...parts}: AskParts = {}) => {
		await writeFile(config, `${lines.join('\n')}\n${parts.config ?? ''}`);
		const said = someSurroundings({
			...{clock: systemClock, openProbe, env: {XDG_STATE_HOME: home}, chance: Math.random},
			...parts.world,
		});
		const output = {
			...said.world.output,
			isTerminal: () => parts.isTerminal ?? false,
			columns: () => parts.columns,
		};
		const invocation = parseArguments(['chat', '--config', config, ...args]);
		if ('usage' in invocation) {
			throw new Error(invocation.usage);
		}

		const status = await runChat(invocation, {...said.world, output}, async () => piped);
		return {
			status,
			printed: said.printed.join(''),
			notes: said.notes,
			complaints: said.complaints,
		};
	};
	const folder = join(home, 'clusterdeck', 'conversations');
	return {
		ask,
		server: (name: string): OllamaServer => {
			const server = servers.get(name);
			if (server === undefined) {
				throw new Error(`there is no ${name}`);
			}

			return server;
		},
		/** All that is kept, one a file. */
		kept: async () => {
			const ids = await listIds(folder);
			const files = (ids.ok ? ids.value : []).map(id => readConversation(folder, id));
			return (await Promise.all(files)).flatMap(file => (file.ok ? [file.value] : []));
		},
	};
}

type AskParts = {
	readonly piped?: string;
	readonly config?: string;
	readonly isTerminal?: boolean;
	/** Of the terminal. */
	readonly columns?: number;
	readonly world?: Partial<Surroundings>;
};

/** A node whose HTTP is that of this machine. */
export function aProbe(): NodeProbe {
	const http = createHttpPorts({
		...{where: 'test', clock: systemClock},
		openStream: (port, signal) =>
			openTcp({host: '127.0.0.1', port}, {clock: systemClock, signal, limitMs: 60_000}),
	});
	return {...quietProbe, transport: 'ssh2', openHttp: http.openHttp, close: http.close};
}
