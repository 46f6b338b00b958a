/**
 * poll-latency.ts FOLDER HOST [ROUND_TRIP_MS]: milliseconds from asking to a parsed sample, and to an echo on another
 * channel of the same connection; with a third word over a relay that delays. One line of JSON: {Latency}.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openSshProbe} from '../../source/clients/ssh-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {joinLab} from '../../scripts/lab/lab.ts';
import {expectValue} from '../../test/helpers/logged-in.ts';
import {openDelayRelay} from '../delay-relay.ts';
import {median} from '../row.ts';
import {createLogin, deadlineMs, echo, openRaw, signal, world} from '../ssh-way.ts';

export type Latency = {readonly sampleMs: number; readonly echoMs: number};

const rounds = 160;
/** The first rounds run cold code. */
const warmUp = 20;

const [folder = '', host = '', roundTripMs] = process.argv.slice(2);
const ways =
	roundTripMs === undefined
		? world
		: {...world, sshConfigFile: await detour(Number(roundTripMs), world.sshConfigFile ?? '')};
const link = await createLogin(ways)(host);
const parts = {where: host, clock: systemClock, signal, deadlineMs};
const probe = expectValue(await openSshProbe(link, parts));
const ask = await openRaw(link.openShell, echo);
const samples: number[] = [];
const echoes: number[] = [];
// One after the other, so that a loud neighbour hits both alike.
for (let round = 0; round < rounds; round += 1) {
	echoes.push(await wallMs(ask));
	samples.push(await wallMs(async () => expectValue(await probe.readSample(signal))));
}

const latency: Latency = {
	sampleMs: median(samples.slice(warmUp)),
	echoMs: median(echoes.slice(warmUp)),
};
console.log(JSON.stringify(latency));
process.exit();

/** An ssh_config by which the host is reached over the relay, under the name that its key is known by. */
async function detour(delayMs: number, usual: string): Promise<string> {
	const port =
		joinLab(folder)
			.hosts()
			.find(({name}) => name === host)?.port ?? 22;
	const relayPort = await openDelayRelay(port, delayMs);
	const file = join(folder, 'operator', 'detour_config');
	const lines = [
		...[`Host ${host}`, 'HostName 127.0.0.1', `Port ${relayPort}`],
		...[`HostKeyAlias [127.0.0.1]:${port}`, `Include "${usual}"`],
	];
	writeFileSync(file, `${lines.join('\n')}\n`, {mode: 0o600});
	return file;
}

async function wallMs(work: () => Promise<unknown>): Promise<number> {
	const startedMs = performance.now();
	await work();
	return performance.now() - startedMs;
}
