/**
 * sample-cost.ts FOLDER HOST: milliseconds of a host's CPU, for a sample by each awk, for an echo on the same
 * connection, and for what a tool does that logs in and starts programs. One line of JSON: {Cost}.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Client} from 'ssh2';
import {openSampler} from '../../source/clients/sampler.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {joinLab} from '../../scripts/lab/lab.ts';
import {expectValue} from '../../test/helpers/logged-in.ts';
import {createLogin, deadlineMs, echo, openRaw, signal} from '../ssh-way.ts';

export type Cost = {
	readonly awks: readonly AwkCost[];
	/** A login, `top`, `free`, `df`. */
	readonly naiveMs: number;
	readonly source: 'cgroup' | 'proc';
};

/** `sampleMs` is undefined where this awk is not installed. */
export type AwkCost = {
	readonly awk: string;
	readonly sampleMs: number | undefined;
	readonly echoMs: number;
};

const awks: Readonly<Record<string, string>> = {
	mawk: 'awk() { mawk "$@";}\n',
	gawk: 'awk() { gawk "$@";}\n',
	busybox: 'awk() { busybox awk "$@";}\n',
};
const rounds = 7;
const asksARound = 200;
const naiveRounds = 5;
const naiveCommands = ['top -bn1', 'free', 'df'];

const [folder = '', host = ''] = process.argv.slice(2);
const lab = joinLab(folder);
const link = await createLogin()(host);
const costs: AwkCost[] = [];
for (const [awk, definition] of Object.entries(awks)) {
	costs.push(await costOf(awk, definition));
}

const naive: number[] = [];
for (let round = 0; round < naiveRounds; round += 1) {
	naive.push(await hostCpuMs(naivePoll));
}

const cost: Cost = {awks: costs, naiveMs: meanOf(naive), source: lab.cpuMs(host).source};
console.log(JSON.stringify(cost));
link.close();

async function costOf(awk: string, definition: string): Promise<AwkCost> {
	const openShell = defining(definition, link.openShell);
	const parts = {clock: systemClock, signal, deadlineMs, where: host};
	const sampler = expectValue(await openSampler(openShell, parts));
	const ask = await openRaw(link.openShell, echo);
	const samples: number[] = [];
	const echoes: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		samples.push(
			await hostCpuMs(async () => {
				for (let index = 0; index < asksARound; index += 1) {
					expectValue(await sampler.ask(undefined, signal));
				}
			}),
		);
		echoes.push(
			await hostCpuMs(async () => {
				for (let index = 0; index < asksARound; index += 1) {
					await ask();
				}
			}),
		);
	}

	sampler.close();
	return {
		awk,
		sampleMs: sampler.kind === 'awk' ? meanOf(samples) / asksARound : undefined,
		echoMs: meanOf(echoes) / asksARound,
	};
}

/** The shell is told what `awk` is, before it hears the script. */
function defining(definition: string, openShell: OpenShell): OpenShell {
	return async opening => {
		const shell = await openShell(opening);
		return shell.ok
			? {
					ok: true,
					value: {
						...shell.value,
						listen(listener) {
							shell.value.listen(listener);
							shell.value.write(definition);
						},
					},
				}
			: shell;
	};
}

/** Without cgroups a round is counted in steps of 10 ms, which a median would keep. */
function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function hostCpuMs(work: () => Promise<void>): Promise<number> {
	const before = lab.cpuMs(host).cpuMs;
	await work();
	return lab.cpuMs(host).cpuMs - before;
}

/** With ssh2 as it comes, and whatever host key. */
async function naivePoll(): Promise<void> {
	const address = lab.hosts().find(({name}) => name === host);
	const client = new Client();
	await new Promise<void>((resolve, reject) => {
		client.on('ready', resolve).on('error', reject);
		client.connect({
			host: address?.address ?? '',
			port: address?.port ?? 22,
			username: address?.user ?? '',
			privateKey: readFileSync(join(folder, 'operator', 'id_ed25519')),
		});
	});
	for (const command of naiveCommands) {
		await new Promise<void>((resolve, reject) => {
			client.exec(command, (error, channel) => {
				if (error === undefined) {
					channel.on('close', resolve).resume().stderr.resume();
				} else {
					reject(error);
				}
			});
		});
	}

	await new Promise(resolve => {
		client.on('close', () => resolve(undefined)).end();
	});
}
