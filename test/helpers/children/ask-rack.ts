/**
 * ask-rack.ts QUESTIONS WORDS HOST...: over ssh, how long so many questions at once take on the first host alone, and how
 * long on all of them, by the program's own routing. One line of JSON: {AskedRack}.
 */
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {openChatRack} from '../../../source/cli/chat-rack.ts';
import {createOpenSshNode} from '../../../source/clients/open-ssh-node.ts';
import type {HostName, NodeName} from '../../../source/domain/ids.ts';
import {answerTurn} from '../../../source/runtime/answer-turn.ts';
import {systemChance} from '../../../source/transport/chance.ts';
import {systemClock as clock} from '../../../source/transport/clock.ts';
import {sshWorld} from '../../../source/transport/ssh/ssh-world.ts';
import {aConfig, aNodeConfig} from '../node-builders.ts';
import {someSurroundings} from '../surroundings.ts';

export type AskedRack = {
	readonly oneS: number;
	readonly allS: number;
	/** Of the questions to all, by host. */
	readonly answers: Readonly<Record<string, number>>;
};

const [questions = '', words = '', ...hosts] = process.argv.slice(2);
const nodes = hosts.map(host =>
	aNodeConfig(host, {
		...{isLocal: false, host: host as HostName},
		ollama: {use: 'always', port: 11_434, slots: 1},
	}),
);
const askSecret = () => Promise.resolve(undefined);
const openProbe = createOpenSshNode(sshWorld({clock, env: process.env, askSecret}));
const {world} = someSurroundings({
	...{clock, storeClock: clock, chance: systemChance, openProbe, env: process.env},
});
const rack = await openChatRack(aConfig(nodes), nodes, world);
await rack.look(() => false);
for (const {name} of nodes) {
	await ask(0, name);
	await rack.onStale(name);
}

while (rack.nodes().some(({loaded}) => loaded.length === 0)) {
	await sleep(50);
}

const {seconds: oneS} = await askAll(nodes[0]?.name);
const {seconds: allS, answers} = await askAll(undefined);
await rack.settled();
rack.close();
process.stdout.write(`${JSON.stringify({oneS, allS, answers} satisfies AskedRack)}\n`, () =>
	process.exit(),
);

async function askAll(node: NodeName | undefined) {
	const startedMs = performance.now();
	const outcomes = await Promise.all(
		Array.from({length: Number(questions)}, (_, index) => ask(index + 1, node)),
	);
	const seconds = (performance.now() - startedMs) / 1000;
	const answers = Object.fromEntries(
		nodes.map(({name}) => [name, outcomes.filter(one => one === name).length]),
	);
	return {seconds, answers};
}

/** The node that gave the whole answer. */
async function ask(index: number, node: NodeName | undefined): Promise<NodeName> {
	const content = Array.from({length: Number(words)}, (_, at) => `w${index}-${at}`).join(' ');
	const outcome = await answerTurn(
		{
			...{id: `t${index}`, before: [], question: {role: 'user', content}},
			...{think: undefined, format: undefined, options: {}, keepAlive: undefined},
			route: {
				...{model: 'tiny', promptTokens: content.length / 4, outputTokens: undefined, needs: []},
				...{session: undefined, node},
			},
		},
		{
			...{...rack, clock, signal: world.signal, mode: 'resource-aware'},
			onProgress: () => undefined,
		},
	);
	if (outcome.state !== 'answered' || !outcome.turn.answer.content.includes(content)) {
		throw new Error(JSON.stringify(outcome));
	}

	return outcome.turn.attempts.at(-1)?.node ?? ('' as NodeName);
}
