/** From nothing to hosts that answer. */
import {mkdir} from 'node:fs/promises';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {rackUser, writeAccounts} from './accounts.ts';
import {writeClientFiles} from './client-files.ts';
import {makeCgroup, sweepCgroups} from './cpu-time.ts';
import {freePort} from './free-port.ts';
import {hostFolder} from './host-context.ts';
import {makeHostKeys, makeKey} from './keys.ts';
import {type Ground, startHost, startKeeper, startOperator} from './namespaces.ts';
import {addressesOf, layCables, operatorAddresses} from './network.ts';
import type {ProcessRecord} from './processes.ts';
import {startListener} from './sshd.ts';
import {type HostState, type LabState, writeState} from './state.ts';

export type LabPlan = {
	readonly folder: string;
	readonly hosts: number;
	/** `opener`: the lab ends when this process does, however that ends. */
	readonly lifetime: 'opener' | 'forever';
};

/** On failure what is up stays, for takeDown to end: lab.json names it from the first process on. */
export async function raiseLab({folder, hosts, lifetime}: LabPlan): Promise<LabState> {
	const names = Array.from({length: hosts}, (_, index) => `h${index + 1}`);
	sweepCgroups();
	const keeper = await startKeeper(lifetime, folder);
	const empty = {
		isolated: true,
		keeper: keeper.record,
		operator: undefined,
		relay: undefined,
		hosts: [],
	};
	writeState(folder, empty);
	keeper.go();
	keeper.release();

	const files = makeFiles(folder, names, rackUser);
	const ground = {keeper: keeper.record, folder};
	const [operator, ...holders] = await raiseHolders(ground, names, files);
	const state: LabState = {
		...empty,
		operator,
		hosts: holders.map((init, index) => ({
			name: `h${index + 1}`,
			...addressesOf(index + 1),
			port: 22,
			user: rackUser,
			init,
			cgroup: makeCgroup(keeper.record.pid, `h${index + 1}`),
			faults: {},
		})),
	};
	writeState(folder, state);
	await startHosts(folder, state);
	return state;
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
	const nobody = {keeper: undefined, operator: undefined};
	const state: LabState = {isolated: false, ...nobody, hosts: [host]};
	writeState(folder, state);
	await makeFiles(folder, ['h1'], user);
	await startHosts(folder, state);
	return state;
}

async function startHosts(folder: string, state: LabState): Promise<void> {
	await writeClientFiles(folder, state);
	await Promise.all(state.hosts.map(host => startListener({folder, state, host}, [])));
}

async function makeFiles(folder: string, names: readonly string[], user: string): Promise<void> {
	const operator = join(folder, 'operator');
	await mkdir(operator, {recursive: true, mode: 0o700});
	await makeKey(join(operator, 'id_ed25519'), 'ed25519', 'operator');
	await Promise.all(
		names.map(async name => {
			await mkdir(hostFolder(folder, name), {recursive: true, mode: 0o755});
			await makeHostKeys(folder, name, user);
			await writeAccounts(folder, name);
		}),
	);
}

/** The operator first, then the hosts. */
async function raiseHolders(
	ground: Ground,
	names: readonly string[],
	files: Promise<void>,
): Promise<ProcessRecord[]> {
	const holders = await Promise.all([
		startOperator(ground, Object.values(operatorAddresses)),
		...names.map((name, index) =>
			startHost(ground, [
				hostFolder(ground.folder, name),
				name,
				...Object.values(addressesOf(index + 1)),
			]),
		),
	]);
	const ends = holders.map(({record}, index) => ({
		name: index === 0 ? 'operator' : `h${index}`,
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
