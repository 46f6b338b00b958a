/** The lab's switch: a bridge in the keeper's network namespace, one cable to each host and one to the operator. */
import {readFileSync} from 'node:fs';
import {mustRun} from './command.ts';
import {enterNetwork} from './namespaces.ts';
import type {ProcessRecord} from './processes.ts';

const mostHosts = 200;

export type Addresses = {readonly address: string; readonly address6: string};

/** The n-th host, from 1. Every lab has the same addresses: none sees another. */
export function addressesOf(n: number): Addresses {
	if (!Number.isInteger(n) || n < 1 || n > mostHosts) {
		throw new Error(`a lab has 1 to ${mostHosts} hosts`);
	}

	return {address: `10.77.0.${n}`, address6: `fd77::${n}`};
}

export const operatorAddresses: Addresses = {address: '10.77.0.254', address6: 'fd77::254'};

/** The switch's port of a host: `host-h1`. At most 15 characters, as the kernel has it. */
export const portOf = (name: string) => `host-${name}`;

/** Makes the switch and lays a cable to each of `ends`, whose interface is called eth0. */
export async function layCables(
	keeper: ProcessRecord,
	ends: ReadonlyArray<{readonly name: string; readonly holder: ProcessRecord}>,
): Promise<void> {
	await ipIn(keeper, [
		'link set lo up',
		'link add name switch0 type bridge',
		'link set switch0 up',
		...ends.flatMap(({name, holder}) => [
			`link add name ${portOf(name)} type veth peer name eth0 netns ${holder.pid}`,
			`link set ${portOf(name)} master switch0 up`,
		]),
	]);
}

/** Lines for `ip -batch`, in the network namespace of a holder. */
export async function ipIn(holder: ProcessRecord, lines: readonly string[]): Promise<void> {
	await mustRun([...enterNetwork(holder), 'ip', '-batch', '-'], {input: `${lines.join('\n')}\n`});
}

export function hasDevice({pid}: ProcessRecord, device: string): boolean {
	return readFileSync(`/proc/${pid}/net/dev`, 'latin1').includes(`${device}:`);
}

/** Somebody in its namespace has this UDP port of 127.0.0.1. */
export function hasUdpPort({pid}: ProcessRecord, port: number): boolean {
	const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
	return readFileSync(`/proc/${pid}/net/udp`, 'latin1').includes(` 0100007F:${hexadecimal} `);
}

/** `02:00:00:00:00:01` */
export async function linkAddressOf(holder: ProcessRecord, device: string): Promise<string> {
	const text = await mustRun([...enterNetwork(holder), 'ip', '-oneline', 'link', 'show', device]);
	return /link\/ether ([0-9a-f:]{17})/.exec(text)?.[1] ?? '';
}
