import {createDemoWorld, type DemoWorld} from '../demo/demo-world.ts';
import {seededChance} from '../demo/draw.ts';
import type {NodePlan} from '../demo/plan.ts';
import type {AskSecret} from '../domain/ask-secret.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig, WantedModel} from '../domain/config.ts';
import {isHostName, isModelName, isNodeName, isRemotePath, isSlurmName} from '../domain/grammar.ts';
import {
	builtInConfig,
	defaultOllamaPort,
	defaultPollMs,
	defaultSsh,
} from '../parsers/config-defaults.ts';
import {createOpenDemoNode, demoScripts} from './demo-probe.ts';
import type {DemoRequest} from './demo-request.ts';
import type {SessionConfig} from './session-config.ts';
import type {Surroundings} from './surroundings.ts';

export type DemoSession = {
	readonly session: SessionConfig;
	readonly surroundings: Surroundings;
};

/** The story always begins at the same minute of the same day, wherever the clock on the wall stands. */
const beginning = [2026, 10, 21, 14, 2, 11] as const;

/** A session on a simulated cluster: no configuration is read or watched, and nobody outside is reached. */
export function openDemoSession(request: DemoRequest, world: Surroundings): DemoSession {
	const startMs = world.storeClock.monotonicMs();
	const beginningMs = new Date(...beginning).getTime();
	const inStory = (clock: Clock): Clock => ({
		...clock,
		wallMs: () => beginningMs + clock.monotonicMs() - startMs,
	});
	const storeClock = inStory(world.storeClock);
	const demo = createDemoWorld({...request, clock: storeClock, scripts: demoScripts});
	const config = configOf(demo);
	return {
		session: {config, path: undefined, text: undefined},
		surroundings: {
			...world,
			clock: inStory(world.clock),
			storeClock,
			chance: seededChance(request.seed),
			openProbe: createOpenDemoNode(demo, storeClock, askOnScreen(world)),
			demo,
			demoConfig: config,
		},
	};
}

/** A document of the demo asks nobody for anything. */
function askOnScreen({terminal, askSecret}: Surroundings): AskSecret {
	return async (question, signal) => (terminal.isTaken() ? askSecret(question, signal) : undefined);
}

const clusterName: string = 'hpc';

function configOf({nodes, login}: DemoWorld): SessionConfig['config'] {
	return {
		...builtInConfig({hasSlurm: false}),
		cluster: 'demo',
		nodes: nodes.flatMap(nodeConfigOf),
		models: wishes.filter(({tags}) =>
			tags.every(tag => nodes.some(node => node.tags.includes(tag))),
		),
		slurm:
			login !== undefined && isHostName(login) && isSlurmName(clusterName)
				? [{name: clusterName, via: login}]
				: [],
	};
}

/** What a shelf of this size would keep: one of them nowhere yet. */
const wishes: readonly WantedModel[] = [
	...wish('llama3.2:3b', {replicas: 2, tags: ['pi']}),
	...wish('qwen3:4b', {replicas: 4, tags: []}),
	...wish('gemma3:27b', {replicas: 1, tags: []}),
];

function wish(
	name: string,
	{replicas, tags}: Pick<WantedModel, 'replicas' | 'tags'>,
): readonly WantedModel[] {
	return isModelName(name) ? [{name, replicas, tags, nodes: []}] : [];
}

function nodeConfigOf({name, role, tags, logs}: NodePlan): readonly NodeConfig[] {
	return isNodeName(name) && isHostName(name)
		? [
				{
					...{name, host: name, role, tags, isLocal: false, isEnabled: true},
					...{ssh: defaultSsh, pollIntervalMs: defaultPollMs},
					ollama: {use: 'ask', port: defaultOllamaPort, slots: undefined},
					...{slurmNode: undefined, logs: logs.filter(isRemotePath)},
				},
			]
		: [];
}
