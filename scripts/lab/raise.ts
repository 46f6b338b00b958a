/** From nothing to hosts that answer. */
import {mkdir} from 'node:fs/promises';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {rackUser, usersBeside, writeAccounts} from './accounts.ts';
import {writeClientFiles} from './client-files.ts';
import {makeCgroup, sweepCgroups} from './cpu-time.ts';
import {freePort} from './free-port.ts';
import {hostFolder} from './host-context.ts';
import {makeHostKeys, makeKey} from './keys.ts';
import {type Ground, startHost, startKeeper, startOperator} from './namespaces.ts';
import {addressesOf, layCables, operatorAddresses} from './network.ts';
import type {ProcessRecord} from './processes.ts';
import {startOllamaOn} from './ollama-host.ts';
import {missingSlurm, slurmHosts} from './slurm-cluster.ts';
import {writeSlurmFiles} from './slurm-conf.ts';
import {startSlurm} from './slurm-daemons.ts';
import {startListener} from './sshd.ts';
import {
	type HostPlan,
	type HostState,
	type LabState,
	type OllamaPlan,
	type SlurmOptions,
	writeState,
} from './state.ts';

export type LabPlan = {
	readonly folder: string;
	/** Beside those of a cluster. */
	readonly hosts: number;
	readonly slurm: SlurmOptions | undefined;
	readonly ollama: OllamaPlan | undefined;
	/** `opener`: the lab ends when this process does, however that ends. */
	readonly lifetime: 'opener' | 'forever';
};

/** On failure what is up stays, for takeDown to end: lab.json names it from the first process on. */
export async function raiseLab(plan: LabPlan): Promise<LabState> {
	const {folder, hosts, slurm, ollama, lifetime} = plan;
	const plans = [...(slurm === undefined ? [] : slurmHosts), ...plainHosts(hosts)];
	if (slurm !== undefined && missingSlurm().length > 0) {
		throw new Error(`a Slurm cluster needs the packages ${missingSlurm().join(' ')}`);
	}

	sweepCgroups();
	const keeper = await startKeeper(lifetime, folder);
	const empty = {
		isolated: true,
		keeper: keeper.record,
		operator: undefined,
		hosts: [],
		slurm,
		ollama,
	};
	writeState(folder, empty);
	keeper.go();
	keeper.release();

	const files = makeFiles(folder, plans, slurm);
	const ground = {keeper: keeper.record, folder};
	const [operator, ...holders] = await raiseHolders(ground, plans, files);
	const state: LabState = {
		...empty,
		operator,
		hosts: plans.map((plan, index) => ({
			...plan,
			...addressesOf(index + 1),
			port: 22,
			init: holders[index],
			cgroup: makeCgroup(keeper.record.pid, plan.name),
			faults: {},
		})),
	};
	writeState(folder, state);
	await startHosts(folder, state);
	if (slurm !== undefined) {
		await startSlurm(folder, state, slurm);
	}

	if (ollama !== undefined) {
		const plain = state.hosts.slice(plans.length - hosts);
		await Promise.all(plain.map(host => startOllamaOn({folder, state, host})));
	}

	return state;
}

function plainHosts(count: number): HostPlan[] {
	return Array.from({length: count}, (_, index) => ({name: `h${index + 1}`, user: rackUser}));
}

/** One sshd as this user on 127.0.0.1: no faults of networks, mounts or shells, and one host only. */
export async function raisePlainLab(folder: string): Promise<LabState> {
	const user = userInfo().username;
	const host: HostState = {
		name: 'h1',
		address: '127.0.0.1',
		address6: '::1',
		port: await freePort(),
		user,
		init: undefined,
		cgroup: undefined,
		faults: {},
	};
	const nobody = {keeper: undefined, operator: undefined, slurm: undefined, ollama: undefined};
	const state: LabState = {isolated: false, ...nobody, hosts: [host]};
	writeState(folder, state);
	await makeFiles(folder, [host], undefined);
	await startHosts(folder, state);
	return state;
}

async function startHosts(folder: string, state: LabState): Promise<void> {
	await writeClientFiles(folder, state);
	await Promise.all(state.hosts.map(host => startListener({folder, state, host}, [])));
}

async function makeFiles(
	folder: string,
	hosts: readonly HostPlan[],
	slurm: SlurmOptions | undefined,
): Promise<void> {
	const operator = join(folder, 'operator');
	await mkdir(operator, {recursive: true, mode: 0o700});
	await makeKey(join(operator, 'id_ed25519'), 'ed25519', 'operator');
	await Promise.all([
		...hosts.map(async ({name, user}) => {
			await mkdir(hostFolder(folder, name), {recursive: true, mode: 0o755});
			await makeHostKeys(folder, name, usersBeside(user));
			await writeAccounts(folder, {name, user});
		}),
		...(slurm === undefined ? [] : [writeSlurmFiles(folder, slurm)]),
	]);
}

/** The operator first, then the hosts. */
async function raiseHolders(
	ground: Ground,
	plans: readonly HostPlan[],
	files: Promise<void>,
): Promise<ProcessRecord[]> {
	const holders = await Promise.all([
		startOperator(ground, Object.values(operatorAddresses)),
		...plans.map((plan, index) =>
			startHost(ground, [
				hostFolder(ground.folder, plan.name),
				plan.name,
				...Object.values(addressesOf(index + 1)),
				...(slurmHosts.includes(plan) ? ['../../cluster'] : []),
			]),
		),
	]);
	const ends = holders.map(({record}, index) => ({
		name: plans[index - 1]?.name ?? 'operator',
		holder: record,
	}));
	await layCables(ground.keeper, ends);
	await files;
	for (const {go} of holders) {
		go();
	}

	await Promise.all(holders.map(({nextLine}) => nextLine()));
	for (const {release} of holders) {
		release();
	}

	return holders.map(({record}) => record);
}
