import {namespaceOf, livingPids, statOf} from '../../scripts/lab/processes.ts';
import {loginHost} from '../../scripts/lab/slurm-cluster.ts';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import type {ClusterLook} from '../../source/domain/cluster.ts';
import type {Event} from '../../source/domain/event.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import {succeeded} from '../../source/domain/result.ts';
import {createClusterWatches} from '../../source/runtime/watch-clusters.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aNodeConfig} from './node-builders.ts';
import {eventually, type SlurmLab} from './slurm-lab.ts';
import {quietProbe} from './surroundings.ts';

export type PolledCluster = {
	/** All that was told, each with when it was (performance.now()). */
	readonly told: readonly Told[];
	/** What of a kind was told since then. */
	readonly since: <Type extends Event['type']>(
		type: Type,
		sinceMs: number,
	) => readonly Extract<Event, {type: Type}>[];
	/** Waits for the first of a kind that is told from now on, and is so. */
	readonly next: <Type extends Event['type']>(
		type: Type,
		isSo: (event: Extract<Event, {type: Type}>) => boolean,
	) => Promise<Extract<Event, {type: Type}>>;
	/** Programs of Slurm that run on the login node now. */
	readonly programs: () => number;
	readonly stop: () => void;
};

type Told = {readonly event: Event; readonly atMs: number};

const shown: ClusterLook = {
	...{isShown: true, isPaused: false, hasAll: false, hasNodes: false, hasFinished: false},
	...{job: undefined, isOpen: false, arrays: []},
};

/** Polls a real cluster as the program does while its tab is on the screen, over ssh as alice. */
export function pollCluster(cluster: SlurmLab, look: Partial<ClusterLook> = {}): PolledCluster {
	const told: Told[] = [];
	const login = aNodeConfig(loginHost);
	const probe = {...quietProbe, openShell: cluster.openShell('alice')};
	const watches = createClusterWatches({
		clock: systemClock,
		chance: Math.random,
		openProbe: async () => succeeded(probe),
		connectTimeoutMs: 10_000,
		polledNode: () => undefined,
		createAsk: (openShell, where) => createAskSlurm({openShell, clock: systemClock, where}),
		createClient: (ask, where) => createSlurmClient({ask, where, clock: systemClock}),
	});
	const name = 'hpc' as SlurmName;
	const dispatch = (event: Event): void => {
		told.push({event, atMs: performance.now()});
	};
	watches.run({type: 'startCluster', cluster: {name, via: login.host}, login}, dispatch);
	watches.run({type: 'lookAtCluster', cluster: name, look: {...shown, ...look}}, dispatch);
	const since: PolledCluster['since'] = (type, sinceMs) =>
		told
			.filter(each => each.atMs >= sinceMs)
			.map(({event}) => event)
			.filter((event): event is Extract<Event, {type: typeof type}> => event.type === type);
	return {
		...{told, since},
		async next(type, isSo) {
			const fromMs = performance.now();
			await eventually(
				async () => since(type, fromMs).some(isSo),
				() => `no such ${type}: ${JSON.stringify(told.at(-1))}`,
				// After two silences a controller is left alone for a minute.
				150_000,
			);
			const [first] = since(type, fromMs).filter(isSo);
			if (first === undefined) {
				throw new Error(`no ${type}`);
			}

			return first;
		},
		programs: () => programsOn(cluster),
		stop: watches.stopAll,
	};
}

const programs: ReadonlySet<string | undefined> = new Set([
	...['squeue', 'sinfo', 'sacct', 'scontrol', 'sstat', 'sprio', 'sbatch', 'scancel'],
]);

function programsOn({lab}: SlurmLab): number {
	const init = lab.hosts().find(({name}) => name === loginHost)?.init;
	const own = namespaceOf(init?.pid ?? 0, 'pid');
	return livingPids().filter(
		pid => programs.has(statOf(pid)?.name) && namespaceOf(pid, 'pid') === own,
	).length;
}
