import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {createRipple} from './curve.ts';
import {failureOfAbsence, failureOfAccess} from './demo-failures.ts';
import {type DemoLink, openDemoLink} from './demo-link.ts';
import {seededChance} from './draw.ts';
import {homeRack} from './home-rack.ts';
import {largeRack} from './large-rack.ts';
import {createLife, type NodeLife} from './life.ts';
import type {NodePlan} from './plan.ts';
import {absenceAt} from './presence.ts';
import type {DemoOllama} from './ollama/demo-answer.ts';
import {manyModelsOn, modelsOn} from './ollama/demo-models.ts';
import {createDemoOllama} from './ollama/demo-ollama.ts';
import {openQueue} from './queue/queue.ts';
import {createDemoCluster} from './queue/slurm-talk.ts';
import type {DemoScripts} from './scripts.ts';

export type DemoWorldParts = {
	readonly seed: number;
	/** Undefined: the eight nodes at home. */
	readonly nodeCount: number | undefined;
	/** Of the cluster that its first login node is for. */
	readonly jobCount?: number | undefined;
	readonly clock: Clock;
	readonly scripts: DemoScripts;
};

/** A simulated rack. The same seed tells the same story, second by second from when it was made. */
export type DemoWorld = {
	readonly nodes: readonly NodePlan[];
	/** Where Slurm's programs are; undefined: there is no such node. */
	readonly login: string | undefined;
	readonly dial: (name: string, dialling: Dialling) => Promise<Result<DemoLink>>;
	/** As if the key that it shows had been added to known_hosts; false where there is no such question. */
	readonly acceptKey: (name: string, fingerprint: string) => boolean;
	/** As if its private key had been given its passphrase: any is right here. */
	readonly unlock: (name: string) => void;
	/** Its state outlives every connection; undefined: there is no such node. */
	readonly ollamaOf: (name: string) => DemoOllama | undefined;
};

export type Dialling = {
	readonly signal: AbortSignal;
	readonly onAuthenticated: () => void;
};

/** A handshake takes this beside its round trips. */
const handshakeMs = 12;
const handshakeRoundTrips = 4;
/** How long the network looks for a host that is not there. */
const lookedForMs = 400;

export function createDemoWorld(parts: DemoWorldParts): DemoWorld {
	const {seed, clock} = parts;
	const nodes = nodesOf(parts);
	const plans = new Map(nodes.map(plan => [plan.name, plan]));
	const lives = new Map<string, NodeLife>();
	const trusted = new Set<string>();
	const ripple = createRipple(seededChance(seed));
	const startMs = clock.monotonicMs();
	const storySecond = (): number => (clock.monotonicMs() - startMs) / 1000;
	const login = nodes.find(({role}) => role === 'login')?.name;
	const openCluster = () => openQueue({seed, plans: nodes, jobCount: parts.jobCount});
	const cluster = createDemoCluster(openCluster, {clock, storySecond});

	function lifeOf(name: string): NodeLife | undefined {
		const plan = plans.get(name);
		const life = lives.get(name) ?? (plan && createLife(plan, seed, ripple));
		if (life !== undefined) {
			lives.set(name, life);
		}

		return life;
	}

	const obstacleTo = (life: NodeLife): Failure | undefined =>
		obstacleAt(life, storySecond(), trusted.has(life.plan.name));

	return {
		...{nodes, login},
		async dial(name, {signal, onAuthenticated}) {
			const life = lifeOf(name);
			if (life === undefined) {
				return failed({kind: 'unreachable', where: name, reason: 'the demo has no such node'});
			}

			const isGone = obstacleTo(life)?.kind === 'unreachable';
			const tookMs = handshakeMs + handshakeRoundTrips * life.plan.roundTripMs;
			await passed(clock, isGone ? lookedForMs : tookMs, signal);
			if (signal.aborted) {
				return failed({kind: 'cancelled', where: name});
			}

			const failure = obstacleTo(life);
			if (failure !== undefined) {
				return failed(failure);
			}

			onAuthenticated();
			return succeeded(
				openDemoLink({
					...{life, storySecond, clock, scripts: parts.scripts},
					cluster: name === login ? cluster : undefined,
				}),
			);
		},
		acceptKey(name, fingerprint) {
			const life = lifeOf(name);
			const failure = life && failureOfAccess(life, storySecond());
			const isThis = failure?.kind === 'hostKeyUnknown' && failure.fingerprint === fingerprint;
			if (isThis) {
				trusted.add(name);
			}

			return isThis;
		},
		unlock: name => void trusted.add(name),
		ollamaOf: createOllamas(plans, {seed, clock}),
	};
}

function nodesOf({seed, nodeCount}: DemoWorldParts): readonly NodePlan[] {
	return nodeCount === undefined || nodeCount <= homeRack.length
		? homeRack.slice(0, nodeCount)
		: largeRack(nodeCount, seed);
}

/** One a node, from when it is first asked for. */
function createOllamas(
	plans: ReadonlyMap<string, NodePlan>,
	{seed, clock}: Pick<DemoWorldParts, 'seed' | 'clock'>,
): DemoWorld['ollamaOf'] {
	const isLarge = plans.size > homeRack.length;
	const modelsOf = (plan: NodePlan) => (isLarge ? manyModelsOn(plan, seed) : modelsOn(plan));
	const ollamas = new Map<string, DemoOllama>();
	return name => {
		const plan = plans.get(name);
		const ollama = ollamas.get(name) ?? (plan && createDemoOllama(plan, clock, modelsOf(plan)));
		if (ollama !== undefined) {
			ollamas.set(name, ollama);
		}

		return ollama;
	};
}

function obstacleAt(life: NodeLife, second: number, isTrusted: boolean): Failure | undefined {
	const absence = absenceAt(life, second);
	if (absence !== undefined) {
		return failureOfAbsence(life, absence);
	}

	return isTrusted ? undefined : failureOfAccess(life, second);
}

/** Resolves after so long, or when it is aborted. */
function passed(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		const finish = (): void => {
			cancel();
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const cancel = clock.startTimer(delayMs, finish);
		signal.addEventListener('abort', finish, {once: true});
		if (signal.aborted) {
			finish();
		}
	});
}
