/**
 * A cable with delay, jitter and loss. In place of the veth pair: tap device at the switch - socat - UDP on loopback -
 * relay.ts - UDP - socat - tap device that is moved into the host, where it takes over eth0's addresses. Both taps lie
 * at layer 2, so connections live on when the cables are changed.
 */
import {existsSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {type Argv, startCommand} from './command.ts';
import {type HostContext, holderOf} from './host-context.ts';
import {enterKeeper, type Ground, markOf} from './namespaces.ts';
import {hasUdpPort, ipIn, linkAddressOf, portOf} from './network.ts';
import {allPids, commandLineOf, namespaceOf, signalProcess, until} from './processes.ts';
import type {LinkOrder} from './relay.ts';
import {type HostState, keeperOf} from './state.ts';

export type LinkQuality = Omit<LinkOrder, 'ports'>;

/** The switch's port of a slow link. */
export const slowPortOf = (name: string) => `slow-${name}`;
const farPortOf = (name: string) => `far-${name}`;

/** Line for ip(8): a slow link is cut at the switch and not by taking a tap down, which would end its socat. */
export const plugIn = (name: string) => `link set ${slowPortOf(name)} master switch0`;
export const pullOut = (name: string) => `link set ${slowPortOf(name)} nomaster`;

/** The numbers as a person gives them; the loss in percent. */
export function readQuality(args: readonly string[]): LinkQuality {
	const [delayMs = 0, jitterMs = 0, lossPercent = 0] = args.map(Number);
	const isSound = args.length > 0 && [delayMs, jitterMs, lossPercent].every(each => each >= 0);
	if (!isSound || lossPercent > 100) {
		throw new Error('delay MS [JITTER_MS [LOSS_PERCENT]], all of the round trip');
	}

	return {delayMs, jitterMs, lossFraction: lossPercent / 100};
}

/** Changes the cable for a slow one, or only its quality when it is one. */
export async function slowDown(context: HostContext, quality: LinkQuality): Promise<void> {
	const relay = await ensureRelay({keeper: keeperOf(context.state), folder: context.folder});
	const ports = udpPorts(context.host);
	if (socatsOf(context).length === 0) {
		// A tap that is down, as it is while it is moved, makes socat end at the first frame: carry none before.
		await sendOrder(relay, {ports, delayMs: 0, jitterMs: 0, lossFraction: 1});
		await laySlowCable(context, ports);
	}

	await sendOrder(relay, {ports, ...quality});
}

/** The usual cable again. */
export async function speedUp(context: HostContext): Promise<void> {
	const {host, state} = context;
	for (const pid of socatsOf(context)) {
		signalProcess(pid, 'SIGKILL');
	}

	await until('the end of the slow link', () => socatsOf(context).length === 0);
	await ipIn(holderOf(host), ['link set eth0 up', ...addressLines(context, 'eth0')]);
	await ipIn(keeperOf(state), [`link set ${portOf(host.name)} ${isCut(context) ? 'down' : 'up'}`]);
}

async function laySlowCable(context: HostContext, ports: LinkOrder['ports']): Promise<void> {
	const {host} = context;
	const keeper = keeperOf(context.state);

	startTap({keeper, folder: context.folder}, slowPortOf(host.name), [ports[0], ports[1]]);
	startTap({keeper, folder: context.folder}, farPortOf(host.name), [ports[2], ports[3]]);
	// socat binds its port when its device is up: moved before that, the device would be lost to it.
	const theirs = [ports[1], ports[3]];
	await until(`the slow link of ${host.name}`, () =>
		theirs.every(port => hasUdpPort(keeper, port)),
	);
	await toSlowCable(context);
}

async function toSlowCable(context: HostContext): Promise<void> {
	const {host, state} = context;
	const keeper = keeperOf(state);
	const holder = holderOf(host);
	const far = farPortOf(host.name);
	const linkAddress = await linkAddressOf(holder, 'eth0');
	await ipIn(keeper, [
		`link set ${portOf(host.name)} down`,
		...(isCut(context) ? [] : [plugIn(host.name)]),
		`link set ${far} netns ${holder.pid}`,
	]);
	await ipIn(holder, [
		'address flush dev eth0 scope global',
		'link set eth0 down',
		`link set ${far} down`,
		`link set ${far} name slow0 address ${linkAddress}`,
		'link set slow0 up',
		...addressLines(context, 'slow0'),
	]);
}

function addressLines({host}: HostContext, device: string): string[] {
	return [
		`address add ${host.address}/24 dev ${device}`,
		`address add ${host.address6}/64 dev ${device} nodad`,
	];
}

const isCut = ({host}: HostContext) => host.faults['link-down'] !== undefined;

/** The switch's network namespace has all UDP ports to itself. */
function udpPorts({address}: HostState): LinkOrder['ports'] {
	const first = 20_000 + 4 * Number(address.split('.').at(-1));
	return [first, first + 1, first + 2, first + 3];
}

function startTap(ground: Ground, device: string, [ours, theirs]: readonly number[]): void {
	startInKeeper(ground, [
		'socat',
		`TUN,tun-type=tap,tun-name=${device},iff-no-pi,iff-up`,
		`UDP4:127.0.0.1:${ours},bind=127.0.0.1:${theirs}`,
	]);
}

function startInKeeper({keeper, folder}: Ground, argv: Argv): void {
	const env = markOf(folder);
	const options = {stdio: 'ignore', detached: true, cwd: '/', env} as const;
	startCommand([...enterKeeper(keeper), ...argv], options).unref();
}

function socatsOf({state, host}: HostContext): number[] {
	const names = [slowPortOf(host.name), farPortOf(host.name)].map(name => `tun-name=${name},`);
	const own = namespaceOf(keeperOf(state).pid, 'pid');
	return allPids().filter(
		pid => namespaceOf(pid, 'pid') === own && names.some(name => commandLineOf(pid).includes(name)),
	);
}

/** The path of its socket. */
async function ensureRelay(ground: Ground): Promise<string> {
	const path = join(ground.folder, 'relay.sock');
	// sockaddr_un holds 107 characters (man 7 unix), of which the relay first needs some for its PID; a longer path would be
	// cut, and never be found.
	if (Buffer.byteLength(path) > 99) {
		throw new Error(`${path} is too long for a socket: put the lab into another folder`);
	}

	if (!existsSync(path)) {
		const program = join(import.meta.dirname, 'relay.ts');
		startInKeeper(ground, [process.execPath, program, path]);
		await until('the relay', () => existsSync(path));
	}

	return path;
}

function sendOrder(path: string, order: LinkOrder): Promise<void> {
	return new Promise((resolve, reject) => {
		const connection = connect(path, () => {
			connection.write(`${JSON.stringify(order)}\n`);
		});
		connection.on('data', () => {
			connection.end();
			resolve();
		});
		connection.on('error', reject);
	});
}
