import {assertNever} from '../domain/assert-never.ts';
import type {ChatEffect} from '../domain/chat-effect.ts';
import type {
	ClusterEffect,
	Effect,
	ErrandEffect,
	PollingEffect,
	TerminalEffect,
} from '../domain/effect.ts';
import type {ModelEffect} from '../domain/model-deed.ts';
import type {MeasuredAttempt} from '../domain/ollama-metrics.ts';
import {type Dispatch, PolledNodes, type StartPolling} from './polled-nodes.ts';
import type {ClusterWatches} from './watch-clusters.ts';
import type {NodeWatches, WatchParts} from './watch-nodes.ts';

/** What a person asks of the terminal and of the world around it; cli carries it out. */
export type PersonEffect = TerminalEffect | ErrandEffect;

export type EffectRunner = {
	readonly run: (effect: Effect, dispatch: Dispatch) => void;
	/** Undefined where it is not polled. */
	readonly polledNode: PolledNodes['named'];
	readonly stopAll: () => void;
};

/** Who carries out what is neither asked of the pollers nor of the store; a part that is left out carries out nothing. */
export type EffectParts = {
	readonly onPerson?: ((effect: PersonEffect) => void) | undefined;
	/** Keeps for later runs what an attempt says of a node. */
	readonly onMeasured?: ((measured: MeasuredAttempt) => void) | undefined;
	/** Carries out what the chat tab asks for. */
	readonly onChat?: ((effect: ChatEffect, dispatch: Dispatch) => void) | undefined;
	/** Carries out what is asked of the shelf of models. */
	readonly onModels?: ((effect: ModelEffect, dispatch: Dispatch) => void) | undefined;
	readonly createClusters?: (polledNode: WatchParts['polledNode']) => ClusterWatches;
	readonly createWatches?: (
		polledNode: WatchParts['polledNode'],
		clusters: ClusterWatches | undefined,
	) => NodeWatches | undefined;
};

/** The one place where requests of the reducer reach the world. */
export function createEffectRunner(
	startPolling: StartPolling,
	{onPerson, onMeasured, onChat, onModels, createClusters, createWatches}: EffectParts = {},
): EffectRunner {
	const polled = new PolledNodes(startPolling);
	const clusters = createClusters?.(name => polled.named(name));
	const watches = createWatches?.(name => polled.named(name), clusters);
	return {
		run(effect, dispatch) {
			if (isForClusters(effect)) {
				clusters?.run(effect, dispatch);
			} else if (isForPollers(effect)) {
				runPolling(effect, dispatch, {polled, watches});
			} else if (isForChat(effect)) {
				onChat?.(effect, dispatch);
			} else if (isForModels(effect)) {
				onModels?.(effect, dispatch);
			} else if (effect.type === 'keepAttempt') {
				onMeasured?.(effect.measured);
			} else {
				onPerson?.(effect);
			}
		},
		polledNode: name => polled.named(name),
		stopAll() {
			watches?.stopAll();
			clusters?.stopAll();
			polled.stopAll();
		},
	};
}

type Pollers = {readonly polled: PolledNodes; readonly watches: NodeWatches | undefined};

function runPolling(effect: PollingEffect, dispatch: Dispatch, {polled, watches}: Pollers): void {
	switch (effect.type) {
		case 'startPolling':
			polled.start(effect.node, dispatch, 'inPlace');
			return;
		case 'retryNode':
			polled.start(effect.node, dispatch, 'atOnce');
			return;
		case 'stopPolling':
			polled.stop(effect.node);
			return;
		case 'setInterval':
			for (const node of effect.nodes) {
				polled.setInterval(node);
			}

			return;
		case 'lookAtOllama':
			polled.lookAtOllama(effect.node);
			return;
		case 'watchProcesses':
		case 'unwatchProcesses':
		case 'openLog':
		case 'closeLog':
			watches?.run(effect, dispatch);
			return;
		default:
			assertNever(effect);
	}
}

const forClusters: Readonly<Record<ClusterEffect['type'], true>> = {
	...{startCluster: true, stopCluster: true, lookAtCluster: true, refreshCluster: true},
	...{sortJobs: true, unfoldArray: true},
	...{
		changeJobs: true,
		stopChange: true,
		changeSlurmNode: true,
		explainJob: true,
		readJobScript: true,
	},
	...{listScripts: true, readScriptFile: true, testSubmission: true, submitJob: true},
};

const forPollers: Readonly<Record<PollingEffect['type'], true>> = {
	...{startPolling: true, stopPolling: true, retryNode: true, setInterval: true},
	...{watchProcesses: true, unwatchProcesses: true, openLog: true, closeLog: true},
	lookAtOllama: true,
};

function isForClusters(effect: Effect): effect is ClusterEffect {
	return Object.hasOwn(forClusters, effect.type);
}

const forChat: Readonly<Record<ChatEffect['type'], true>> = {
	listChats: true,
	openChat: true,
	askTurn: true,
	stopTurn: true,
	keepRecords: true,
	forkChat: true,
	searchChats: true,
	listTemplates: true,
	readTemplate: true,
	readChatFile: true,
	exportChat: true,
};

const forModels: Readonly<Record<ModelEffect['type'], true>> = {
	doDeeds: true,
	stopDeeds: true,
	showModel: true,
};

function isForModels(effect: Effect): effect is ModelEffect {
	return Object.hasOwn(forModels, effect.type);
}

function isForChat(effect: Effect): effect is ChatEffect {
	return Object.hasOwn(forChat, effect.type);
}

function isForPollers(effect: Effect): effect is PollingEffect {
	return Object.hasOwn(forPollers, effect.type);
}
