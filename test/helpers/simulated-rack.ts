import type {RoutingName} from '../../source/domain/config.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ModelRates, NodeHardware, RouteNode, RouteTerms} from '../../source/domain/routing.ts';
import {closedBreaker} from '../../source/rules/breaker.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {measuredRates} from '../../source/rules/model-rates.ts';
import {aLoadedModel, anInstalledModel} from './route-builders.ts';
import {seededChance} from './seeded-chance.ts';

/**
 * A mixed rack in simulated time: three boards, a server, a machine with a large card; three models; 24 conversations
 * that grow. The rule routes each request from what it would see, and learns its rates from the answers: it is told
 * nothing of how fast the machines truly are.
 */
export type Simulation = {
	readonly mode: RoutingName;
	/** Of the whole rack; they come at random (Poisson). */
	readonly requestsPerSecond: number;
	readonly requests: number;
	readonly seed: number;
	/** Of the large card. With 24 the largest model leaves no room for the others. */
	readonly cardGigabytes?: number;
};

/** All three models go into it. */
const usualCardGigabytes = 32;

/** Gigabytes. */
const sizes: Readonly<Record<string, number>> = {s: 1.3, m: 4.9, l: 19};
const inMemory = 1.15;
const conversations = 24;
const modelsOfConversations = ['s', 's', 'm', 'm', 'm', 'l'] as const;
const loadOverheadS = 2;
const sharedSlowdown = 0.6;
/** Of a prompt whose beginning is in the cache. */
const newTokens = 60;
const longestPromptTokens = 3000;
const gigabyte = 1e9;

/** What a machine truly is; only `hardware` and the memory are seen. */
type Machine = {
	readonly name: string;
	/** Tokens a second, by model. */
	readonly decode: Readonly<Record<string, number>>;
	readonly prefill: number;
	/** Gigabytes a second. */
	readonly load: number;
	/** Gigabytes, of its card where it has one. */
	readonly memory: number;
	readonly slots: number;
	readonly hardware: NodeHardware;
};

const board: NodeHardware = {likeness: 'board', kind: 'board', disk: 'card'};
const boardRates = {decode: {s: 9, m: 1.8}, prefill: 60, memory: 7, slots: 1, hardware: board};
const machines = (cardGigabytes: number): readonly Machine[] => [
	{name: 'pi1', load: 0.09, ...boardRates},
	{name: 'pi2', load: 0.09, ...boardRates},
	{name: 'pi3', load: 0.04, ...boardRates},
	{
		name: 'cpu1',
		decode: {s: 40, m: 12, l: 3},
		...{prefill: 250, load: 1.2, memory: 60, slots: 1},
		hardware: {likeness: 'server', kind: 'server', disk: 'nvme'},
	},
	{
		name: 'gpu1',
		decode: {s: 220, m: 110, l: 35},
		...{prefill: 4000, load: 2.5, memory: cardGigabytes, slots: 4},
		hardware: {likeness: 'gpu', kind: 'gpu', disk: 'nvme'},
	},
];

type Conversation = {readonly id: string; readonly model: string; promptTokens: number};

type Request = {
	readonly conversation: Conversation;
	readonly model: string;
	readonly outputTokens: number;
	readonly arrivedS: number;
	terms?: RouteTerms;
	sentS?: number;
	firstTokenS?: number;
	endS?: number;
};

type Busy = {
	readonly machine: Machine;
	/** When each model was used last. */
	readonly loaded: Map<string, number>;
	/** The conversation that is in each model's cache. */
	readonly cached: Map<string, string>;
	readonly waiting: Request[];
	readonly running: Request[];
	readonly rates: Map<string, ModelRates>;
	lastUsedS?: number;
};

/** Seconds to the first token of each request, in the order of those. */
export function simulateRack(simulation: Simulation): readonly number[] {
	return new SimulatedRack(simulation).run();
}

class SimulatedRack {
	private nowS = 0;
	private readonly nodes: readonly Busy[];
	private readonly events: Array<{readonly atS: number; readonly happen: () => void}> = [];
	private readonly unrouted: Request[] = [];
	private readonly firstTokensS: number[] = [];
	private readonly chance;
	private readonly simulation: Simulation;

	constructor(simulation: Simulation) {
		this.simulation = simulation;
		this.chance = seededChance(simulation.seed);
		this.nodes = machines(simulation.cardGigabytes ?? usualCardGigabytes).map(machine => ({
			machine,
			loaded: new Map(),
			cached: new Map(),
			waiting: [],
			running: [],
			rates: new Map(),
		}));
	}

	run(): readonly number[] {
		this.arrive();
		for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
			this.nowS = event.atS;
			event.happen();
		}

		return this.firstTokensS;
	}

	private at(atS: number, happen: () => void): void {
		const after = this.events.findIndex(event => event.atS > atS);
		this.events.splice(after === -1 ? this.events.length : after, 0, {atS, happen});
	}

	/** The same requests for a seed, whatever the mode. */
	private arrive(): void {
		const all = Array.from(
			{length: conversations},
			(_, index): Conversation => ({
				id: `c${index}`,
				model: modelsOfConversations[index % modelsOfConversations.length] ?? 's',
				promptTokens: 100,
			}),
		);
		let atS = 0;
		for (let index = 0; index < this.simulation.requests; index += 1) {
			atS -= Math.log(1 - this.chance()) / this.simulation.requestsPerSecond;
			const conversation = all[Math.floor(this.chance() * all.length)];
			const outputTokens = Math.round(60 + this.chance() * 240);
			if (conversation !== undefined) {
				const request = {conversation, model: conversation.model, outputTokens, arrivedS: atS};
				this.at(atS, () => this.route(request));
			}
		}
	}

	private route(request: Request): void {
		const {conversation, model} = request;
		const decision = chooseRoute(
			{
				model,
				promptTokens: conversation.promptTokens,
				outputTokens: undefined,
				needs: [],
				session: conversation.id,
				node: undefined,
				tried: [],
			},
			this.nodes.map(node => this.seen(node)),
			{mode: this.simulation.mode, nowMs: this.nowS * 1000, nowWallMs: this.nowS * 1000},
		);
		const node = this.nodes.find(({machine}) => machine.name === decision.chosen?.node);
		if (node === undefined || decision.chosen === undefined) {
			this.unrouted.push(request);
			return;
		}

		request.terms = decision.chosen.terms;
		node.lastUsedS = this.nowS;
		node.waiting.push(request);
		this.startOn(node);
	}

	private startOn(node: Busy): void {
		while (node.running.length < node.machine.slots) {
			const request = node.waiting.shift();
			if (request === undefined) {
				return;
			}

			node.running.push(request);
			this.answer(node, request);
		}
	}

	private answer(node: Busy, request: Request): void {
		const {machine, cached, running} = node;
		const {model, conversation, outputTokens} = request;
		const isWarm = node.loaded.has(model);
		const loadS = isWarm
			? 0
			: this.roomOn(node, model) + sizeOf(model) / machine.load + loadOverheadS;
		node.loaded.set(model, this.nowS);
		const isCached = cached.get(model) === conversation.id;
		cached.set(model, conversation.id);
		const promptTokens = isCached ? newTokens : conversation.promptTokens;
		const prefillS = promptTokens / machine.prefill;
		const slowdown = 1 + (sharedSlowdown * (running.length - 1)) / machine.slots;
		const decodeS = (outputTokens / (machine.decode[model] ?? 1)) * slowdown;
		request.sentS = this.nowS;
		request.firstTokenS = this.nowS + loadS + prefillS;
		this.firstTokensS.push(request.firstTokenS - request.arrivedS);
		request.endS = request.firstTokenS + decodeS;
		this.at(request.endS, () => {
			const usage = {promptTokens, promptMs: prefillS * 1000, loadMs: loadS * 1000, totalMs: 0};
			node.rates.set(
				model,
				measuredRates(node.rates.get(model), {
					usage: {...usage, outputTokens, outputMs: decodeS * 1000},
					sizeBytes: sizeOf(model) * gigabyte,
					isWarm,
					isCached,
					wallMs: this.nowS * 1000,
				}),
			);
			conversation.promptTokens = Math.min(
				longestPromptTokens,
				conversation.promptTokens + outputTokens + newTokens,
			);
			running.splice(running.indexOf(request), 1);
			node.lastUsedS = this.nowS;
			this.startOn(node);
			for (const unrouted of this.unrouted.splice(0)) {
				this.route(unrouted);
			}
		});
	}

	/** The model that was used longest ago goes first, once its answers are whole: seconds until there is room. */
	private roomOn({machine, loaded, running}: Busy, model: string): number {
		const used = (): number =>
			[...loaded.keys()].reduce((sum, name) => sum + sizeOf(name) * inMemory, 0);
		let waitS = 0;
		for (const [name] of [...loaded].toSorted(([, one], [, other]) => one - other)) {
			if (used() + sizeOf(model) * inMemory > machine.memory) {
				loaded.delete(name);
				const ends = running.map(one => (one.model === name ? (one.endS ?? 0) : 0));
				waitS = Math.max(waitS, ...ends.map(endS => endS - this.nowS));
			}
		}

		return waitS;
	}

	private seen({machine, ...node}: Busy): RouteNode {
		const hasCard = machine.hardware.kind === 'gpu';
		const loaded = [...node.loaded].map(([name, usedS]) => {
			const sizeBytes = sizeOf(name) * inMemory * gigabyte;
			return aLoadedModel({
				name: name as ModelName,
				...{sizeBytes, vramBytes: hasCard ? sizeBytes : 0},
				expiresWallMs: usedS * 1000,
			});
		});
		const freeBytes =
			machine.memory * gigabyte - loaded.reduce((sum, {sizeBytes}) => sum + sizeBytes, 0);
		return {
			name: machine.name as NodeName,
			service: {state: 'serving'},
			installed: Object.keys(machine.decode).map(name =>
				anInstalledModel({name: name as ModelName, sizeBytes: sizeOf(name) * gigabyte}),
			),
			loaded,
			slots: machine.slots,
			inFlight: [...node.running, ...node.waiting].flatMap(request => this.inFlight(request)),
			memoryAvailableBytes: hasCard ? undefined : freeBytes,
			memoryTotalBytes: hasCard ? undefined : machine.memory * gigabyte,
			vramFreeBytes: hasCard ? freeBytes : undefined,
			hardware: machine.hardware,
			...{cpuLoadFraction: undefined, gpuUtilizationFraction: undefined},
			...{temperatureCelsius: undefined, throttling: 'none', isSwapInUse: false},
			rates: node.rates,
			...{breaker: closedBreaker, modelBreakers: new Map()},
			lastUsedAtMs: node.lastUsedS === undefined ? undefined : node.lastUsedS * 1000,
			cached: [...node.cached].map(([model, session]) => ({session, model, tokens: 1e6})),
		};
	}

	private inFlight({model, terms, sentS, firstTokenS}: Request): RouteNode['inFlight'] {
		if (terms === undefined) {
			return [];
		}

		const hasBegun = firstTokenS !== undefined && firstTokenS <= this.nowS;
		return [
			{
				model,
				terms,
				sentAtMs: sentS === undefined ? undefined : sentS * 1000,
				firstTokenAtMs: hasBegun ? firstTokenS * 1000 : undefined,
			},
		];
	}
}

function sizeOf(model: string): number {
	return sizes[model] ?? 0;
}
